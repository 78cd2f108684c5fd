using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Closed forms beyond the balanced and the aligned, to all the digits that an integration has (oracles 25, 27, 30, 31, 32, 34, 35).</summary>
public sealed class UnbalancedSolutionTests
{
    [Theory]
    [InlineData(2.5, 1.1, 0.02, 0.9)]
    [InlineData(7.3, 0.9, 0.05, 0.85)]
    [InlineData(11.3, 2.0, 0.3, 1.9)]
    [InlineData(3, 1.4, 0.05, 1.3)]
    public void Scalar_flow_of_real_depth_takes_the_time_of_the_hypergeometric_form(double depth, double target, double start, double sigma)
    {
        double time = ScalarFlow.HypergeometricTime(depth, target, start, sigma);
        Assert.Equal(ScalarFlow.RescaledTime(depth, target, start, sigma), time, 1e-12 * time);
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(Matrix.Diagonal(start)), Depth.Real(depth), new FactorizationLoss(Matrix.Diagonal(target)));
        Assert.Equal(sigma, Samples.EndToEndAt(flow, time)[0, 0], 1e-9 * sigma);
    }

    [Theory]
    [InlineData(1.3, 0.1, 0.8, 1)]
    [InlineData(1.3, -0.4, 0.3, 2.5)]
    [InlineData(0.6, 1.1, -0.2, 3)]
    public void Scalar_layers_that_are_not_balanced_follow_their_formula(double target, double first, double second, double t)
    {
        // The product starts below its target, and in two of the cases below zero: imbalance lets it pass.
        LayersGiven layers = new([Matrix.Diagonal(first), Matrix.Diagonal(second)]);
        double x = Samples.EndToEndAt(GradientFlow.From(layers, Depth.Of(2), new FactorizationLoss(Matrix.Diagonal(target))), 2 * t)[0, 0];
        double exact = ScalarFlow.Unbalanced(target, first, second, t);
        Assert.Equal(exact, x, 1e-10 * Math.Abs(exact));
        LayersRelaxedBalanced same = new(new BalancedMatrix(Matrix.Diagonal(first * second)), second * second - first * first);
        Assert.Equal(exact, Samples.EndToEndAt(GradientFlow.RelaxedBalanced(same, Depth.Of(2), new FactorizationLoss(Matrix.Diagonal(target))), 2 * t)[0, 0], 1e-10 * Math.Abs(exact));
    }

    [Theory]
    [InlineData(4, 4, 0.7)]
    [InlineData(4, 4, -0.7)]
    [InlineData(5, 3, 0.7)]
    [InlineData(5, 3, -0.4)]
    [InlineData(3, 5, 0.4)]
    [InlineData(3, 5, -0.7)]
    public void Two_layers_with_a_multiple_of_the_identity_between_them_follow_the_Riccati_solution(int rows, int columns, double imbalance)
    {
        Matrix target = Samples.Gaussian(rows, columns, 12);
        FactorizationLoss loss = new(target);
        LayersRelaxedBalanced start = new(new BalancedMatrix(Samples.Gaussian(rows, columns, 3, 0.2)), imbalance);
        GradientFlow layers = GradientFlow.From(start, Depth.Of(2), loss);
        NetworkShape shape = ((LayerFlow)layers.Field).Shape;
        Assert.Equal(imbalance > 0 ? rows : columns, shape.Widths[1]);
        Matrix exact = RiccatiFlow.Imbalanced(
            target, Matrix.CopyOf(shape.Layer(layers.Start.AsSpan(), 0)), Matrix.CopyOf(shape.Layer(layers.Start.AsSpan(), 1)), imbalance, 1.5);
        Assert.InRange(Samples.Distance(Samples.EndToEndAt(layers, 3), exact), 0, 1e-9);
        Assert.InRange(Samples.Distance(Samples.EndToEndAt(GradientFlow.RelaxedBalanced(start, Depth.Of(2), loss), 3), exact), 0, 1e-9);
    }

    [Fact]
    public void A_definite_start_follows_its_Riccati_solution_though_the_target_is_indefinite()
    {
        Matrix target = RiccatiFlow.Symmetrized(Samples.Gaussian(4, 4, 13)), start = RiccatiFlow.Gram(Samples.Gaussian(4, 4, 14, 0.3));
        Matrix values = new(4, 4);
        double[] spectrum = new double[4];
        Assert.True(DenseKernels.Default.SymmetricEigen(4).TryDecompose(target.View, spectrum, values.View));
        Assert.True(spectrum.Min() < -0.1 && spectrum.Max() > 0.1, "the target must be indefinite");
        Matrix x = Samples.EndToEndAt(GradientFlow.From(new BalancedMatrix(start), Depth.Of(2), new FactorizationLoss(target)), 2.4);
        Assert.InRange(Samples.Distance(x, RiccatiFlow.PositiveDefinite(target, start, 1.2)), 0, 1e-9);
    }

    [Fact]
    public void Oja_and_the_tied_autoencoder_move_their_projectors_as_the_formulas_say()
    {
        Matrix s = RiccatiFlow.Gram(Samples.Gaussian(5, 5, 21, 0.5)), start = Samples.Gaussian(5, 2, 22, 0.3), orthonormal = new BalancedOrthogonal(1, 23).At(5, 2).ToMatrix();
        Assert.InRange(Samples.Distance(Gram(Follow(s, start, isTied: false, 0.8)), SubspaceFlow.Oja(s, start, 0.8)), 0, 1e-9);
        Matrix tied = Follow(s, orthonormal, isTied: true, 0.8), projector = SubspaceFlow.TiedAutoencoder(s, orthonormal, 0.8);
        Assert.True(Samples.Distance(Gram(orthonormal), projector) > 0.1, "the subspace must have moved for the test to say anything");
        Assert.InRange(Samples.Distance(Gram(tied), projector), 0, 1e-9);
        Assert.InRange(Samples.Distance(Gram(Samples.Transposed(tied)), Matrix.Identity(2)), 0, 1e-9);
    }

    [Fact]
    public void Untied_layers_that_start_tied_do_not_stay_so()
    {
        // The autoencoder E = ½‖(X − I)Φ‖² with ΦΦᵀ = S: ‖W₂ − W₁ᵀ‖ grows, so that the tied closed form is not that of this network.
        Matrix data = Samples.Gaussian(4, 4, 21, 0.8), start = new BalancedOrthogonal(1, 23).At(4, 2).ToMatrix();
        GradientFlow flow = GradientFlow.From(new LayersGiven([Samples.Transposed(start), start]), Depth.Of(2), RegressionLoss.Autoencoder(data));
        NetworkShape shape = ((LayerFlow)flow.Field).Shape;
        double[] end = Samples.Integrate(flow, 2);
        Matrix first = Matrix.CopyOf(shape.Layer(end.AsSpan(), 0)), second = Matrix.CopyOf(shape.Layer(end.AsSpan(), 1));
        Assert.True(Samples.Distance(second, Samples.Transposed(first)) > 0.01);
    }

    [Theory]
    [InlineData(3, 3, 4)]
    [InlineData(4, 3, 2)]
    [InlineData(3, 5, 6)]
    public void Completions_with_one_observation_a_row_and_column_follow_their_formula_from_any_layers(int rows, int columns, int width)
    {
        Matrix target = Samples.Gaussian(rows, columns, 31), first = Samples.Gaussian(width, columns, 32, 0.4), second = Samples.Gaussian(rows, width, 33, 0.4);
        Mask mask = Matching(rows, columns);
        GradientFlow flow = GradientFlow.From(new LayersGiven([first, second]), Depth.Of(2), new CompletionLoss(target, mask));
        Matrix exact = MatchingCompletion.At(target, mask, second, first, 1.7);
        Assert.InRange(Samples.Distance(Samples.EndToEndAt(flow, 3.4), exact), 0, 1e-9);
        Assert.True(Samples.Distance(exact, Samples.Product(second, first)) > 0.05, "the flow must have moved for the test to say anything");
    }

    [Theory]
    [InlineData(3, 3)]
    [InlineData(4, 3)]
    [InlineData(3, 5)]
    public void They_follow_it_from_a_balanced_matrix_alone_up_to_the_limit(int rows, int columns)
    {
        Matrix target = Samples.Gaussian(rows, columns, 31), start = Samples.Gaussian(rows, columns, 34, 0.3);
        Mask mask = Matching(rows, columns);
        CompletionLoss loss = new(target, mask);
        Matrix x = Samples.EndToEndAt(GradientFlow.From(new BalancedMatrix(start), Depth.Of(2), loss), 3.4);
        Assert.InRange(Samples.Distance(x, MatchingCompletion.At(target, mask, start, 1.7)), 0, 1e-9);

        // What is left decays by at least 2|a| a unit of the layers' clock for the smallest target of the mask.
        double rate = 2 * mask.Entries.Min(entry => Math.Abs(target[entry.Row, entry.Column])), end = Math.Log(1e9) / rate;
        Matrix limit = MatchingCompletion.At(target, mask, start, double.PositiveInfinity);
        Assert.All(mask.Entries, entry => Assert.Equal(target[entry.Row, entry.Column], limit[entry.Row, entry.Column], 1e-12));
        Assert.InRange(Samples.Distance(Samples.EndToEndAt(GradientFlow.From(new BalancedMatrix(start), Depth.Of(2), loss), 2 * end), limit), 0, 1e-7);
    }

    // One row is not observed where there are more rows than columns, and the last columns where there are more of those.
    private static Mask Matching(int rows, int columns) => Mask.Where(rows, columns, (i, j) => j == (i + 1) % Math.Max(rows, columns));

    private static Matrix Gram(Matrix w) => Samples.Product(w, Samples.Transposed(w));

    /// <summary>W at a time of Ẇ = (I − WWᵀ)SW, tied: + S(I − WWᵀ)W.</summary>
    private static Matrix Follow(Matrix s, Matrix start, bool isTied, double end)
    {
        DelegateField field = new(start.Data.Length, (t, y, derivative) =>
        {
            Matrix w = new(start.Rows, start.Columns);
            y.CopyTo(w.Data);
            Matrix sw = Samples.Product(s, w), inner = Samples.Product(Samples.Transposed(w), sw), square = Samples.Product(Samples.Transposed(w), w);
            Matrix velocity = Matrix.CopyOf(sw.View);
            VectorOperations.AddScaled(-1, Samples.Product(w, inner).Data, velocity.Data);
            if (isTied)
            {
                VectorOperations.AddScaled(1, sw.Data, velocity.Data);
                VectorOperations.AddScaled(-1, Samples.Product(sw, square).Data, velocity.Data);
            }
            velocity.Data.CopyTo(derivative);
        });
        IntegrationResult result = new InitialValueProblem(field, new(0, end), [.. start.Data])
            .Integrate(new ExplicitRungeKutta(Tsitouras5.Tableau), new() { Tolerances = new(1e-12, 1e-12) });
        Assert.True(result.IsFinished, result.Sentence);
        Matrix w = new(start.Rows, start.Columns);
        result.State.CopyTo(w.Data);
        return w;
    }
}
