using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Where a loss can do with thin factors, a point is given by its modes: the same numbers as from X and E′(X), and neither is formed.</summary>
public sealed class PointsByModesTests
{
    private const int Rank = 2;

    public static TheoryData<int, int, bool> Problems => new() { { 9, 6, false }, { 6, 9, false }, { 9, 6, true }, { 6, 9, true }, { 6, 6, false } };

    private static IFactoredLoss Loss(int rows, int columns, bool ridge)
    {
        Matrix target = Samples.Gaussian(rows, columns, 1);
        SparseCompletionLoss loss = new(target, Mask.All(rows, columns).RandomSubset(0.5, 2), Samples.Positive(rows, columns, 3));
        return ridge ? (IFactoredLoss)RidgeLoss.Of(loss, 0.3) : loss;
    }

    private static (GradientFlow Flow, FlowState Point) At(ILoss loss, Depth depth)
    {
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(Samples.OfRank(loss.Rows, loss.Columns, Rank, 4)), depth, loss);
        FlowState point = flow.NewState();
        Assert.True(flow.Field.TryObserve(0, flow.Start.AsSpan(), point));
        return (flow, point);
    }

    [Theory, MemberData(nameof(Problems))]
    public void Quantities_read_the_modes_and_form_no_matrix(int rows, int columns, bool ridge)
    {
        IFactoredLoss loss = Loss(rows, columns, ridge);
        foreach (Depth depth in new[] { Depth.Of(3), Depth.Infinite })
        {
            (GradientFlow thin, FlowState point) = At(loss, depth);
            (GradientFlow whole, FlowState dense) = At(new Opaque(loss), depth);
            HeldOutError heldOut = new(Samples.Gaussian(rows, columns, 1), Mask.All(rows, columns), (_, _, value) => value);
            IEnumerable<IQuantity> Of(GradientFlow flow) => [.. QuantityCatalog.All, heldOut, new Speed(flow)];
            foreach ((IQuantity one, IQuantity other) in Of(thin).Zip(Of(whole)))
            {
                // A few operations on numbers of size 10 at most, and the root of a sum of squares for the ridge's gradient.
                Assert.Equal(other.Measure(dense), one.Measure(point), 1e-12);
            }
            Assert.Equal(heldOut.MeanAbsolute(dense), heldOut.MeanAbsolute(point), 1e-12);
            Assert.Equal(new Dissipation(whole).DecayRate([], dense), new Dissipation(thin).DecayRate([], point), 1e-11);
            Assert.Equal(StratumGradient.ReferenceNorm(loss, dense), StratumGradient.ReferenceNorm(loss, point), 1e-12);
            Assert.False(point.IsFormed);
            Assert.True(dense.IsFormed);
            Assert.InRange(Samples.Distance(dense.EndToEnd, point.EndToEnd), 0, 1e-13);
            Assert.InRange(Samples.Distance(dense.Gradient, point.Gradient), 0, 1e-13);
            Assert.True(point.IsFormed);
        }
    }

    [Theory, MemberData(nameof(Problems))]
    public void The_next_point_forgets_the_matrices_of_the_last(int rows, int columns, bool ridge)
    {
        (GradientFlow flow, FlowState point) = At(Loss(rows, columns, ridge), Depth.Of(3));
        double first = point.EndToEnd[0, 0] + point.Gradient[0, 0];
        GradientFlow elsewhere = flow.Perturbed(0.1, 5);
        Assert.True(elsewhere.Field.TryObserve(1, elsewhere.Start.AsSpan(), point));
        FlowState fresh = elsewhere.NewState();
        Assert.True(elsewhere.Field.TryObserve(1, elsewhere.Start.AsSpan(), fresh));
        Assert.Equal(fresh.EndToEnd.Data.ToArray(), point.EndToEnd.Data.ToArray());
        Assert.Equal(fresh.Gradient.Data.ToArray(), point.Gradient.Data.ToArray());
        Assert.NotEqual(first, point.EndToEnd[0, 0] + point.Gradient[0, 0]);
    }

    [Theory, MemberData(nameof(Problems))]
    public void Jacobian_and_stratum_Hessian_are_those_of_the_whole_matrices(int rows, int columns, bool ridge)
    {
        IFactoredLoss loss = Loss(rows, columns, ridge);
        foreach (Depth depth in new[] { Depth.Of(2), Depth.Of(3), Depth.Infinite })
        {
            (GradientFlow thin, FlowState point) = At(loss, depth);
            (GradientFlow whole, FlowState dense) = At(new Opaque(loss), depth);
            double[] direction = [.. Samples.Gaussian(thin.Field.Dimension, 1, 6).Data];
            Near(Apply(whole), Apply(thin));
            double[] Apply(GradientFlow flow)
            {
                double[] product = new double[direction.Length];
                ((LogPolarFlow)flow.Field).ApplyJacobian(0, flow.Start.AsSpan(), direction, product);
                return product;
            }
            StratumHessian one = new(depth, loss, Rank), other = new(depth, loss, Rank);
            one.Prepare(point);
            other.Prepare(dense);
            double[] vector = [.. Samples.Gaussian(one.Length, 1, 7).Data], first = new double[one.Length], second = new double[one.Length];
            one.Gradient(first);
            other.Gradient(second);
            Near(second, first);
            one.ApplyHessian(vector, first);
            other.ApplyHessian(vector, second);
            Near(second, first);
            one.ApplySymmetric(vector, first);
            other.ApplySymmetric(vector, second);
            Near(second, first);
            Assert.False(point.IsFormed);
        }
    }

    [Fact]
    public void Distances_keep_their_digits_however_near_the_points_are()
    {
        (GradientFlow flow, FlowState point) = At(Loss(9, 6, ridge: false), Depth.Of(3));
        foreach (double size in new[] { 1e-1, 1e-5, 1e-9, 1e-13 })
        {
            GradientFlow beside = flow.Perturbed(size, 5);
            FlowState other = beside.NewState();
            Assert.True(beside.Field.TryObserve(0, beside.Start.AsSpan(), other));
            double distance = point.DistanceTo(other);
            Assert.False(point.IsFormed || other.IsFormed);

            // Rounding of the entries of X, of size 3 at most, by some five operations each: 54 of them in the norm.
            double[] difference = [.. point.EndToEnd.Data.ToArray().Zip(other.EndToEnd.Data.ToArray(), (x, y) => x - y)];
            Assert.Equal(VectorOperations.EuclideanNorm(difference), distance, 2e-14 + 1e-12 * distance);
            (_, point) = At(Loss(9, 6, ridge: false), Depth.Of(3));
        }
    }

    private static void Near(double[] expected, double[] actual)
    {
        double scale = 1 + VectorOperations.EuclideanNorm(expected);
        Assert.True(VectorOperations.EuclideanNorm(expected) > 1e-3);
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.Equal(expected[k], actual[k], 1e-12 * scale);
        }
    }
}
