using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Derivatives against the functions they belong to: the Taylor remainder must fall with slope 2 (oracles 1, 2).</summary>
public sealed class SlopeTests
{
    private static readonly Depth[] Depths = [Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(5), Depth.Infinite];

    /// <summary>Every loss, made for a target; a new one is one line here.</summary>
    private static readonly Dictionary<string, Func<Matrix, Mask, ILoss>> EveryLoss = new()
    {
        ["factorization"] = (target, _) => new FactorizationLoss(target),
        ["completion"] = (target, mask) => new CompletionLoss(target, mask),
        ["sparse completion"] = (target, mask) => new SparseCompletionLoss(target, mask),
        ["weighted completion"] = (target, mask) => new CompletionLoss(target, mask, Samples.Positive(target.Rows, target.Columns, 23)),
        ["sensing"] = (target, _) => new SensingLoss(new DenseMeasurements(Enumerable.Range(0, 7).Select(k => Samples.Gaussian(target.Rows, target.Columns, 30 + k))), [1, 2, 3, 4, 5, 6, 7]),
        ["linear"] = (target, _) => new LinearLoss(target),
        ["ridge"] = (target, _) => RidgeLoss.Of(new FactorizationLoss(target), 0.3),
        ["sparse ridge"] = (target, mask) => RidgeLoss.Of(new SparseCompletionLoss(target, mask), 0.3),
        ["regression"] = (target, _) => new RegressionLoss(Samples.Gaussian(target.Rows, 9, 21), Samples.Gaussian(target.Columns, 9, 22)),
    };

    public static TheoryData<string> Losses => [.. EveryLoss.Keys];

    [Fact]
    public void No_loss_is_missing_in_the_list()
    {
        IEnumerable<Type> written = typeof(ILoss).Assembly.GetExportedTypes().Where(type => type.IsClass && typeof(ILoss).IsAssignableFrom(type));
        Assert.Equal(written.Select(type => type.Name).Order(), Losses.Select(row => LossOf(row.Data, Samples.Gaussian(5, 4, 1)).GetType().Name).Distinct().Order());
    }

    [Theory]
    [MemberData(nameof(Losses))]
    public void Gradient_and_Hessian_of_every_loss(string name)
    {
        Matrix target = Samples.Gaussian(5, 4, 1), x = Samples.Gaussian(5, 4, 2), z = Samples.Gaussian(5, 4, 3), gradient = new(5, 4), hessian = new(5, 4);
        ILoss loss = LossOf(name, target);
        loss.Gradient(x.View, gradient.View);
        loss.ApplyHessian(x.View, z.View, hessian.View);
        double value = loss.Value(x.View), size = VectorOperations.EuclideanNorm(gradient.Data);
        (double Value, double Gradient) Remainders(double h)
        {
            Matrix moved = Matrix.CopyOf(x.View), there = new(5, 4);
            VectorOperations.AddScaled(h, z.Data, moved.Data);
            loss.Gradient(moved.View, there.View);
            VectorOperations.AddScaled(-1, gradient.Data, there.Data);
            VectorOperations.AddScaled(-h, hessian.Data, there.Data);
            double taylor = value + h * Samples.Inner(gradient, z) + 0.5 * h * h * Samples.Inner(z, hessian);
            return (Math.Abs(loss.Value(moved.View) - taylor), VectorOperations.EuclideanNorm(there.Data));
        }

        // Slopes 3 and 2, or nothing but round-off: quadratic losses have no remainder at all.
        (double Value, double Gradient) far = Remainders(2e-2), near = Remainders(1e-2);
        Assert.True(near.Value <= 1e-13 * value || Math.Abs(Math.Log2(far.Value / near.Value) - 3) < 0.2, $"value: {far.Value} {near.Value}");
        Assert.True(near.Gradient <= 1e-13 * size || Math.Abs(Math.Log2(far.Gradient / near.Gradient) - 2) < 0.2, $"gradient: {far.Gradient} {near.Gradient}");
    }

    [Fact]
    public void Layer_gradient_is_the_gradient_of_the_layered_loss()
    {
        NetworkShape shape = new([4, 6, 3, 5]);
        ILoss loss = LossOf("completion", Samples.Gaussian(5, 4, 1));
        LayerFlow field = new(shape, loss);
        double[] y = Samples.Gaussian(shape.Length, 1, 4, 0.6).Data.ToArray(), velocity = new double[shape.Length];
        field.Evaluate(0, y, velocity);
        for (int k = 0; k < y.Length; k++)
        {
            double difference = (LossAt(k, 1e-6) - LossAt(k, -1e-6)) / 2e-6;
            // The field is −1/3 of the gradient in the rescaled clock; central differences carry about 1e-10 here.
            Assert.Equal(-difference / 3, velocity[k], 1e-7);
        }

        double LossAt(int k, double h)
        {
            double[] moved = [.. y];
            moved[k] += h;
            FlowState point = new(5, 4, 4);
            Assert.True(field.TryObserve(0, moved, point));
            return point.Loss;
        }
    }

    [Fact]
    public void Jacobian_of_the_layer_flow_is_minus_its_Hessian()
    {
        NetworkShape shape = new([4, 6, 3, 5]);
        LayerFlow field = new(shape, LossOf("completion", Samples.Gaussian(5, 4, 1)));
        double[] y = Samples.Gaussian(shape.Length, 1, 4, 0.6).Data.ToArray();
        AssertJacobian(field, y, "layers");
        Matrix jacobian = new(shape.Length, shape.Length);
        field.FillJacobian(0, y, jacobian.View);
        Assert.InRange(Samples.Distance(jacobian, Samples.Transposed(jacobian)), 0, 1e-13);
    }

    [Theory]
    [InlineData(4, 4, 4)]
    [InlineData(6, 4, 4)]
    [InlineData(4, 6, 4)]
    [InlineData(6, 5, 2)]
    [InlineData(4, 4, 2)]
    public void Jacobian_of_the_log_polar_flow_is_exact(int rows, int columns, int rank)
    {
        foreach (Depth depth in Depths)
        {
            ILoss loss = LossOf("completion", Samples.Gaussian(rows, columns, 1));
            GradientFlow flow = GradientFlow.From(new BalancedMatrix(Samples.OfRank(rows, columns, rank, 7), 0.7), depth, loss);
            AssertJacobian((IDifferentiableField)flow.Field, flow.Start.AsSpan(), $"depth {depth}, {rows} × {columns}, rank {rank}");
            GradientFlow equal = GradientFlow.From(new BalancedLowRank(rank, 0.3, 2), depth, loss);
            AssertJacobian((IDifferentiableField)equal.Field, equal.Start.AsSpan(), $"equal values, depth {depth}, {rows} × {columns}, rank {rank}");
        }
    }

    [Fact]
    public void Differences_of_the_entrywise_flow_are_its_derivative()
    {
        // The entrywise field carries no Jacobian of its own; differenced, the Taylor remainder must fall with slope 2 all the same.
        foreach (Depth depth in Depths)
        {
            GradientFlow flow = GradientFlow.From(
                new BalancedMatrix(Samples.Gaussian(5, 4, 7)), depth, LossOf("completion", Samples.Gaussian(5, 4, 1)), FlowCoordinates.EndToEnd);
            FiniteDifferenceField field = new(flow.Field);
            Assert.InRange(Slope(field, flow.Start.AsSpan()), 1.98, 2.02);
        }
    }

    private static ILoss LossOf(string name, Matrix target) => EveryLoss[name](target, Mask.All(target.Rows, target.Columns).RandomSubset(0.6, 9));

    /// <summary>Slope 2 of ‖f(y + hv) − f(y) − hJv‖, and the whole Jacobian against one product.</summary>
    private static void AssertJacobian(IDifferentiableField field, ReadOnlySpan<double> y, string what)
    {
        double slope = Slope(field, y);
        Assert.True(Math.Abs(slope - 2) < 0.02, $"{what}: slope {slope}");
        int n = field.Dimension;
        double[] v = Samples.Gaussian(n, 1, 12).Data.ToArray(), jv = new double[n];
        field.ApplyJacobian(0, y, v, jv);
        Matrix jacobian = new(n, n);
        field.FillJacobian(0, y, jacobian.View);
        Matrix product = Samples.Product(jacobian, ColumnOf(v));
        Assert.True(Samples.Distance(product, ColumnOf(jv)) < 1e-12, $"{what}: columns and products differ");
    }

    private static double Slope(IDifferentiableField field, ReadOnlySpan<double> y)
    {
        int n = field.Dimension;
        double[] start = y.ToArray(), v = Samples.Gaussian(n, 1, 12).Data.ToArray(), jv = new double[n], f = new double[n];
        field.Evaluate(0, start, f);
        field.ApplyJacobian(0, start, v, jv);
        double Remainder(double h)
        {
            double[] moved = [.. start], there = new double[n];
            VectorOperations.AddScaled(h, v, moved);
            field.Evaluate(0, moved, there);
            VectorOperations.AddScaled(-1, f, there);
            VectorOperations.AddScaled(-h, jv, there);
            return VectorOperations.EuclideanNorm(there);
        }
        return Math.Log2(Remainder(2e-4) / Remainder(1e-4));
    }

    private static Matrix ColumnOf(double[] values)
    {
        Matrix column = new(values.Length, 1);
        values.CopyTo(column.Data);
        return column;
    }
}
