using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>The rule of ranks (MATH.md 5.6) against the Hessian's smallest eigenvalue, on random critical points built of blocks: oracle 56.</summary>
public sealed class TightenedPivotsTests
{
    [Fact]
    public void The_rule_and_the_sign_of_the_smallest_eigenvalue_agree_on_every_critical_point_that_is_built()
    {
        Dictionary<CriticalPointKind, int> seen = [];
        List<string> wrong = [];
        for (long seed = 0; seed < 400; seed++)
        {
            if (CriticalPoint(seed) is not var (flow, layers))
            {
                continue;
            }
            TightenedPivots verdict = TightenedPivots.Judge(flow.Shape, layers, new((IDistanceLoss)flow.Loss), 1e-8);
            OperatorSpectrum spectrum = OperatorSpectrum.Of(new LayeredHessian(flow, layers));
            double smallest = spectrum.Smallest / Math.Max(1, spectrum.Norm);
            seen[verdict.Kind] = seen.GetValueOrDefault(verdict.Kind) + 1;
            bool agrees = verdict.Kind switch
            {
                // Negative eigenvalues of these points are of the size of the data; those that are zero, of rounding.
                CriticalPointKind.StrictSaddle => smallest < -1e-6,
                CriticalPointKind.DegenerateSaddle or CriticalPointKind.Minimum => smallest > -1e-11,
                _ => false,
            };
            if (!agrees)
            {
                wrong.Add($"seed {seed}, widths [{string.Join(", ", flow.Shape.Widths)}]: {verdict.Kind}, smallest eigenvalue {smallest:g3}; {verdict.Reason}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine(string.Join(", ", seen));
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.InRange(seen[CriticalPointKind.StrictSaddle], 60, 400);
        Assert.InRange(seen[CriticalPointKind.DegenerateSaddle], 30, 400);
        Assert.InRange(seen[CriticalPointKind.Minimum], 5, 400);
    }

    [Fact]
    public void Points_that_it_does_not_know_are_undecided()
    {
        NetworkShape shape = NetworkShape.Uniform(3, 3, 2);
        BestApproximation distinct = new(new FactorizationLoss(Matrix.Diagonal(3, 2, 1))), repeated = new(new FactorizationLoss(Matrix.Diagonal(3, 2, 2)));
        double[] at = BalancedLift.Lift(PolarFactors.Of(Matrix.Diagonal(3, 2, 0)), shape), beside = BalancedLift.Lift(PolarFactors.Of(Matrix.Diagonal(3, 1.9, 0)), shape);
        Assert.Equal(CriticalPointKind.StrictSaddle, TightenedPivots.Judge(shape, at, distinct, 1e-6).Kind);
        Assert.Equal(CriticalPointKind.Undecided, TightenedPivots.Judge(shape, at, repeated, 1e-6).Kind);
        Assert.Equal(CriticalPointKind.Undecided, TightenedPivots.Judge(shape, beside, distinct, 1e-6).Kind);
    }

    /// <summary>
    /// W_p = D_p·diag(I_r, Z_p)·D_{p−1}⁻¹ in the frames of the data, with Z_p of random zeros and ones (random frames at both ends): the product is the
    /// chosen singular terms and the point critical where enough of the Z-products vanish; others are thrown away.
    /// </summary>
    private static (LayerFlow Flow, double[] Layers)? CriticalPoint(long seed)
    {
        RandomSource random = new(seed, "critical", 0, 0);
        int depth = 2 + random.NextInteger(4), m = 3 + random.NextInteger(2), n = 3 + random.NextInteger(2), least = Math.Min(m, n);
        int[] widths = [n, .. Enumerable.Range(0, depth - 1).Select(_ => 2 + random.NextInteger(3)), m];
        int rank = random.NextInteger(Math.Min(least, widths.Min()) + 1);
        int[] chosen = [.. Enumerable.Range(0, least).OrderBy(_ => random.NextDouble()).Take(rank).Order()];
        if (random.NextInteger(4) > 0)
        {
            chosen = [.. Enumerable.Range(0, rank)];
        }
        double[] s = [.. Enumerable.Range(0, least).Select(i => 2 * Math.Pow(0.6, i) * (1 + 0.2 * random.NextDouble()))];
        Matrix left = RandomFrames.Orthonormal(m, m, random), right = RandomFrames.Orthonormal(n, n, random);
        FactorizationLoss loss = new(Times(Times(left, Padded(m, n, s)), Transposed(right)));
        int[] order(int size) => [.. chosen, .. Enumerable.Range(0, size).Except(chosen)];
        NetworkShape shape = new([.. widths]);
        LayerFlow flow = new(shape, loss);
        double[] layers = new double[shape.Length];
        Matrix below = Transposed(Columns(right, order(n)));
        for (int p = 0; p < depth; p++)
        {
            int rows = widths[p + 1], columns = widths[p];
            Matrix middle = Padded(rows, columns, [.. Enumerable.Range(0, Math.Min(rows, columns)).Select(i => i < rank ? (p == 0 ? s[chosen[i]] : 1) : random.NextInteger(3) == 0 ? 1.0 : 0)]);
            Mix(middle, p == depth - 1, p == 0, rank, random);
            Matrix frame = p == depth - 1 ? Columns(left, order(m)) : Invertible(rows, random);
            Times(Times(frame, middle), below).Data.CopyTo(shape.Layer(layers.AsSpan(), p).Data);
            below = p == depth - 1 ? below : Inverse(frame);
        }
        return new LayeredHessian(flow, layers).GradientNorm() < 1e-10 ? (flow, layers) : null;
    }

    /// <summary>Turns the outer Z out of the frames of the data, so that no product vanishes by their being diagonal.</summary>
    private static void Mix(Matrix middle, bool isLast, bool isFirst, int rank, RandomSource random)
    {
        Matrix inner = Matrix.CopyOf(middle.View.Block(rank, rank, middle.Rows - rank, middle.Columns - rank));
        Matrix mixed = isLast && inner.Rows > 0 ? Times(RandomFrames.Orthonormal(inner.Rows, inner.Rows, random), inner)
            : isFirst && inner.Columns > 0 ? Times(inner, RandomFrames.Orthonormal(inner.Columns, inner.Columns, random)) : inner;
        ((ReadOnlyMatrixView)mixed.View).CopyTo(middle.View.Block(rank, rank, inner.Rows, inner.Columns));
    }

    private static Matrix Padded(int rows, int columns, double[] diagonal)
    {
        Matrix matrix = new(rows, columns);
        for (int i = 0; i < diagonal.Length; i++)
        {
            matrix[i, i] = diagonal[i];
        }
        return matrix;
    }

    private static Matrix Invertible(int size, RandomSource random)
    {
        Matrix frame = RandomFrames.Orthonormal(size, size, random), other = RandomFrames.Orthonormal(size, size, random);
        for (int j = 0; j < size; j++)
        {
            VectorOperations.Scale(0.7 + 0.8 * random.NextDouble(), frame.View.Column(j));
        }
        return Times(frame, other);
    }

    private static Matrix Inverse(Matrix matrix)
    {
        Matrix factored = Matrix.CopyOf(matrix.View), inverse = Matrix.Identity(matrix.Rows);
        ILuFactorization lu = DenseKernels.Default.Lu(matrix.Rows);
        Assert.True(lu.TryFactor(factored.View));
        for (int j = 0; j < matrix.Columns; j++)
        {
            lu.Solve(factored.View, inverse.View.Column(j));
        }
        return inverse;
    }

    private static Matrix Columns(Matrix matrix, int[] order)
    {
        Matrix result = new(matrix.Rows, matrix.Columns);
        for (int j = 0; j < order.Length; j++)
        {
            matrix.View.Column(order[j]).CopyTo(result.View.Column(j));
        }
        return result;
    }

    private static Matrix Transposed(Matrix a)
    {
        Matrix result = new(a.Columns, a.Rows);
        DenseKernels.Default.Multiply(1, a.View, Transpose.Yes, Matrix.Identity(a.Rows).View, Transpose.No, 0, result.View);
        return result;
    }

    private static Matrix Times(Matrix a, Matrix b)
    {
        Matrix product = new(a.Rows, b.Columns);
        DenseKernels.Default.Multiply(1, a.View, Transpose.No, b.View, Transpose.No, 0, product.View);
        return product;
    }
}
