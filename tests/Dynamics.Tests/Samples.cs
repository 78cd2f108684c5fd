using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Random problems from seeds, and the ways the tests integrate and compare.</summary>
internal static class Samples
{
    /// <summary>Independent entries from (0.5, 1.5).</summary>
    public static Matrix Positive(int rows, int columns, long seed)
    {
        RandomSource random = new(seed, "positive", rows, columns);
        Matrix matrix = new(rows, columns);
        foreach (ref double value in matrix.Data)
        {
            value = 0.5 + random.NextDouble();
        }
        return matrix;
    }

    public static Matrix Gaussian(int rows, int columns, long seed, double scale = 1)
    {
        Matrix matrix = RandomFrames.Gaussian(rows, columns, new(seed, "test", rows, columns));
        VectorOperations.Scale(scale, matrix.Data);
        return matrix;
    }

    public static Matrix OfRank(int rows, int columns, int rank, long seed) =>
        Product(Gaussian(rows, rank, seed), Gaussian(rank, columns, seed + 1000), 1.0 / rank);

    public static ILoss Completion(Matrix target, double fraction, long seed) =>
        new CompletionLoss(target, Mask.All(target.Rows, target.Columns).RandomSubset(fraction, seed));

    public static Matrix Product(Matrix a, Matrix b, double factor = 1)
    {
        Matrix c = new(a.Rows, b.Columns);
        DenseKernels.Default.Multiply(factor, a.View, Transpose.No, b.View, Transpose.No, 0, c.View);
        return c;
    }

    public static Matrix Scaled(Matrix a, double factor)
    {
        Matrix scaled = Matrix.CopyOf(a.View);
        VectorOperations.Scale(factor, scaled.Data);
        return scaled;
    }

    public static Matrix Transposed(Matrix a)
    {
        Matrix result = new(a.Columns, a.Rows);
        for (int j = 0; j < a.Columns; j++)
        {
            for (int i = 0; i < a.Rows; i++)
            {
                result[j, i] = a[i, j];
            }
        }
        return result;
    }

    /// <summary>W_to⋯W_{from+1}: the product of the layers from one width to another.</summary>
    public static Matrix Partial(NetworkShape shape, double[] layers, int from, int to) =>
        Enumerable.Range(from, to - from).Aggregate(Matrix.Identity(shape.Widths[from]), (all, p) => Product(Matrix.CopyOf(shape.Layer(layers.AsSpan(), p)), all));

    public static Matrix Sum(Matrix a, Matrix b, double factor = 1)
    {
        Matrix sum = Matrix.CopyOf(a.View);
        VectorOperations.AddScaled(factor, b.Data, sum.Data);
        return sum;
    }

    public static double Inner(Matrix a, Matrix b) => VectorOperations.Dot(a.Data, b.Data);

    /// <summary>‖a − b‖_F / max(1, ‖b‖_F).</summary>
    public static double Distance(Matrix a, Matrix b)
    {
        double[] difference = [.. a.Data.ToArray().Zip(b.Data.ToArray(), (x, y) => x - y)];
        return VectorOperations.EuclideanNorm(difference) / Math.Max(1, VectorOperations.EuclideanNorm(b.Data));
    }

    public static FlowState Observe(GradientFlow flow, ReadOnlySpan<double> state, double time = 0)
    {
        FlowState point = flow.NewState();
        Assert.True(flow.Field.TryObserve(time, state, point));
        return point;
    }

    /// <summary>The state at a rescaled time, by the explicit pair at a tight tolerance.</summary>
    public static double[] Integrate(GradientFlow flow, double end, double tolerance = 1e-12)
    {
        IntegrationOptions options = new()
        {
            Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, tolerance) : new(tolerance, tolerance * 1e-3),
        };
        IntegrationResult result = flow.Until(end).Integrate(new ExplicitRungeKutta(Tsitouras5.Tableau), options);
        Assert.True(result.IsFinished, result.Sentence);
        return [.. result.State];
    }

    public static Matrix EndToEndAt(GradientFlow flow, double end, double tolerance = 1e-12) =>
        Observe(flow, Integrate(flow, end, tolerance), end).EndToEnd;
}
