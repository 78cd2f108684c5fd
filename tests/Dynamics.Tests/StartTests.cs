using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Laws of every start: the scale it states, balanced or not, the same bits for the same seed and shape.</summary>
public sealed class StartTests
{
    private const double Scale = 1e-3;

    /// <summary>Every balanced start of a 6 × 4 problem, with the singular values of its X(0) over the scale; a new one is one line here.</summary>
    private static readonly (Func<long, IBalancedStart> Of, Func<Matrix, double[]>? Sigma)[] Balanced =
    [
        (seed => new BalancedOrthogonal(Scale, seed), _ => [1, 1, 1, 1]),
        (seed => new BalancedGaussian(Scale, seed), null),
        (_ => new BalancedIdentity(Scale), _ => [1, 1, 1, 1]),
        (seed => new BalancedLowRank(2, Scale, seed), _ => [1, 1]),
        (_ => new BalancedSpectral(new FactorizationLoss(Samples.Gaussian(6, 4, 9)), 3, Scale), _ => [1, 1, 1]),
        (_ => new BalancedMatrix(Samples.OfRank(6, 4, 3, 5), Scale), null),
    ];

    /// <summary>Every start of layers of a 6 × 4 problem with three of them, and its hidden widths.</summary>
    private static readonly (Func<long, ILayerStart> Of, int[] Hidden)[] Layered =
    [
        (seed => new LayersGaussian(Scale, 5, seed), [5, 5]),
        (_ => new LayersIdentity(Scale, 5), [5, 5]),
        (_ => new LayersGiven([Samples.Gaussian(5, 4, 1), Samples.Gaussian(5, 5, 2), Samples.Gaussian(6, 5, 3)]), [5, 5]),
        (seed => new LayersRelaxedBalanced(new BalancedOrthogonal(Scale, seed), -0.3, 0.5), [4, 6]),
    ];

    [Fact]
    public void No_start_is_missing_in_the_lists()
    {
        IEnumerable<string> written = typeof(IBalancedStart).Assembly.GetExportedTypes()
            .Where(type => type.IsClass && (typeof(IBalancedStart).IsAssignableFrom(type) || typeof(ILayerStart).IsAssignableFrom(type)))
            .Select(type => type.Name);
        IEnumerable<string> listed = Balanced.Select(one => one.Of(1).GetType().Name).Concat(Layered.Select(one => one.Of(1).GetType().Name));
        Assert.Equal(written.Order(), listed.Order());
    }

    [Fact]
    public void Balanced_starts_have_orthonormal_frames_and_the_size_they_state()
    {
        foreach ((Func<long, IBalancedStart> of, Func<Matrix, double[]>? sigma) in Balanced)
        {
            PolarFactors factors = of(3).At(6, 4);
            AssertOrthonormal(factors.Left);
            AssertOrthonormal(factors.Right);
            FlowState point = Samples.Observe(GradientFlow.From(of(3), Depth.Of(3), new FactorizationLoss(new Matrix(6, 4))), State(of(3)));
            if (sigma is not null)
            {
                Assert.Equal(sigma(point.EndToEnd).Select(value => Math.Log(value * Scale)), point.LogSigma.ToArray(), (a, b) => Math.Abs(a - b) < 1e-12);
            }
            Assert.InRange(Samples.Distance(point.EndToEnd, factors.ToMatrix()), 0, 1e-14);
        }
    }

    [Fact]
    public void A_given_matrix_and_Gaussian_entries_come_out_times_the_scale()
    {
        Matrix given = Samples.OfRank(6, 4, 3, 5), x = new BalancedMatrix(given, Scale).At(6, 4).ToMatrix();
        Assert.Equal(3, new BalancedMatrix(given, Scale).At(6, 4).Rank);
        VectorOperations.Scale(Scale, given.Data);
        Assert.InRange(Samples.Distance(x, given), 0, 1e-17);

        // 10 000 normal entries: the standard deviation is known to 0.7 %, four such errors are allowed; the mean to 1 %.
        double[] entries = [.. new BalancedGaussian(Scale, 7).At(100, 100).ToMatrix().Data];
        Assert.Equal(1, Math.Sqrt(entries.Average(value => value * value)) / Scale, 0.03);
        Assert.InRange(entries.Average() / Scale, -0.04, 0.04);
        double[] layer = [.. new LayersGaussian(Scale, 100, 7).StateOf(NetworkShape.Uniform(100, 100, 2, 100))];
        Assert.Equal(1, Math.Sqrt(layer.Average(value => value * value)) / Scale, 0.03);
    }

    [Fact]
    public void The_same_seed_and_shape_give_the_same_bits_and_another_seed_or_shape_does_not()
    {
        foreach ((Func<long, IBalancedStart> of, _) in Balanced)
        {
            Assert.Equal(State(of(3)), State(of(3)));
            bool isRandom = of(3).GetType().GetProperty("Seed") is not null;
            Assert.Equal(isRandom, !State(of(3)).SequenceEqual(State(of(4))));
        }
        foreach ((Func<long, ILayerStart> of, int[] hidden) in Layered)
        {
            NetworkShape shape = of(3).ShapeOf(6, 4, 3);
            Assert.Equal([4, .. hidden, 6], shape.Widths);
            Assert.Equal(of(3).StateOf(shape), of(3).StateOf(shape));
        }
        double[] small = [.. RandomFrames.Gaussian(2, 3, new(1, "kind", 2, 3)).Data], wide = [.. RandomFrames.Gaussian(3, 2, new(1, "kind", 3, 2)).Data];
        Assert.NotEqual(small, wide);
        Assert.NotEqual(small, [.. RandomFrames.Gaussian(2, 3, new(1, "other", 2, 3)).Data]);
    }

    [Fact]
    public void Every_depth_starts_from_the_same_matrix()
    {
        FactorizationLoss loss = new(new Matrix(6, 4));
        foreach ((Func<long, IBalancedStart> of, _) in Balanced)
        {
            Matrix[] starts = [.. new[] { Depth.Of(1), Depth.Of(2), Depth.Real(2.5), Depth.Infinite }.Select(depth =>
            {
                GradientFlow flow = GradientFlow.From(of(3), depth, loss);
                return Samples.Observe(flow, flow.Start.AsSpan()).EndToEnd;
            })];

            // Entries of 1e-3 through a logarithm of −7 and a few products: 20 roundings of 5e-3 in norm are 2e-17.
            Assert.All(starts, start => Assert.InRange(Samples.Distance(start, starts[0]), 0, 1e-16));
        }
    }

    [Fact]
    public void Impossible_starts_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new BalancedLowRank(5, 1, 1).At(6, 4));
        Assert.Throws<ArgumentException>(() => new BalancedMatrix(new Matrix(6, 4)).At(6, 4));
        Assert.Throws<ArgumentException>(() => new BalancedMatrix(Samples.Gaussian(4, 6, 1)).At(6, 4));
        Assert.Throws<ArgumentException>(() => Layered[2].Of(1).ShapeOf(6, 4, 2));
        Assert.Throws<ArgumentException>(() => Layered[2].Of(1).ShapeOf(5, 4, 3));
        Assert.Contains(
            "4 layers have 3 hidden widths; 2 are given", Assert.Throws<ArgumentException>(() => new LayersGaussian(1, null, 1) { Widths = [2, 3] }.ShapeOf(6, 4, 4)).Message, StringComparison.Ordinal);
        Assert.Contains("take the sign any", Assert.Throws<ArgumentException>(() => new BalancedOrthogonal(1, 1, StartSign.Positive).At(6, 4)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "rank 2 to rounding", Assert.Throws<ArgumentException>(() => new BalancedSpectral(new FactorizationLoss(Samples.OfRank(6, 4, 2, 5)), 3, 1).At(6, 4)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "Singular values 1 and 2 of the observed data are equal",
            Assert.Throws<ArgumentException>(() => new BalancedSpectral(new FactorizationLoss(Matrix.Diagonal(2, 2, 1)), 1, 1).At(3, 3)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hidden_layers_have_the_widths_that_are_stated()
    {
        foreach (ILayerStart start in new ILayerStart[] { new LayersGaussian(1, null, 3) { Widths = [7, 2, 5] }, new LayersIdentity(1) { Widths = [7, 2, 5] } })
        {
            GradientFlow flow = GradientFlow.From(start, Depth.Of(4), new FactorizationLoss(Samples.Gaussian(6, 4, 1)));
            Assert.Equal([4, 7, 2, 5, 6], ((LayerFlow)flow.Field).Shape.Widths);
            Assert.Equal(2, flow.Field.Modes);
        }
        Assert.Equal(
            new LayersGaussian(1, 5, 3).StateOf(NetworkShape.Uniform(6, 4, 3, 5)), (new LayersGaussian(1, null, 3) { Widths = [5, 5] }).StateOf(NetworkShape.Uniform(6, 4, 3, 5)));
    }

    [Fact]
    public void A_sign_is_given_by_turning_one_column_of_the_same_matrix()
    {
        for (long seed = 1; seed <= 6; seed++)
        {
            foreach (Func<StartSign, IBalancedStart> of in new Func<StartSign, IBalancedStart>[] { sign => new BalancedOrthogonal(1e-30, seed, sign), sign => new BalancedGaussian(1e-30, seed, sign) })
            {
                Matrix any = of(StartSign.Any).At(5, 5).ToMatrix();
                foreach ((StartSign sign, int wanted) in new[] { (StartSign.Positive, 1), (StartSign.Negative, -1) })
                {
                    Matrix x = of(sign).At(5, 5).ToMatrix();
                    Assert.Equal(wanted, SignOf(x));

                    // The first column is negated where it must be, and nothing else is touched but by rounding.
                    VectorOperations.Scale(SignOf(any) == wanted ? 1 : -1, x.View.Column(0));
                    VectorOperations.Scale(1e30, x.Data);
                    Matrix scaled = Matrix.CopyOf(any.View);
                    VectorOperations.Scale(1e30, scaled.Data);
                    Assert.InRange(Samples.Distance(x, scaled), 0, 1e-13);
                }
            }
        }
    }

    [Fact]
    public void The_spectral_start_has_the_leading_singular_vectors_of_what_is_observed()
    {
        Matrix target = Samples.Gaussian(6, 4, 9), seen = Matrix.CopyOf(target.View);
        Mask mask = Mask.All(6, 4).RandomSubset(0.6, 2);
        foreach ((int i, int j) in Mask.Where(6, 4, (i, j) => !mask[i, j]).Entries)
        {
            seen[i, j] = 0;
        }
        SingularFactors factors = SingularFactors.Of(seen.View);
        Matrix expected = new(6, 4), left = Matrix.CopyOf(factors.Left.View.Block(0, 0, 6, 2)), right = Matrix.CopyOf(factors.Right.View.Block(0, 0, 4, 2));
        DenseKernels.Default.Multiply(Scale, left.View, Transpose.No, right.View, Transpose.Yes, 0, expected.View);
        Assert.InRange(Samples.Distance(new BalancedSpectral(new CompletionLoss(target, mask), 2, Scale).At(6, 4).ToMatrix(), expected), 0, 1e-16);
    }

    private static double SignOf(Matrix x) =>
        Math.Sign(MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(x.Rows, x.Columns, [.. x.Data.ToArray().Select(value => value * 1e30)]).Determinant());

    private static double[] State(IBalancedStart start) => [.. GradientFlow.From(start, Depth.Of(3), new FactorizationLoss(new Matrix(6, 4))).Start];

    private static void AssertOrthonormal(Matrix frame) =>
        Assert.InRange(Samples.Distance(Samples.Product(Samples.Transposed(frame), frame), Matrix.Identity(frame.Columns)), 0, 1e-14);
}
