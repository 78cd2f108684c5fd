using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The product of the layer flow, the log-polar flow and the entrywise flow are one flow (oracles 6, 7).</summary>
public sealed class CommutingSquareTests
{
    public static TheoryData<int, string> Cases =>
        new(from depth in new[] { 2, 3, 5 } from name in new[] { "square", "tall", "wide", "deficient", "deficient tall", "equal values", "equal values wide" } select (depth, name));

    [Theory]
    [MemberData(nameof(Cases))]
    public void All_three_coordinates_give_the_same_matrix(int layers, string name)
    {
        (Matrix start, ILoss loss) = Problem(name);
        BalancedMatrix given = new(start);
        Depth depth = Depth.Of(layers);
        double end = 0.7 * layers;
        Matrix logPolar = Samples.EndToEndAt(GradientFlow.From(given, depth, loss), end);
        Matrix layered = Samples.EndToEndAt(GradientFlow.From(given, depth, loss, FlowCoordinates.Layers), end);
        Matrix entrywise = Samples.EndToEndAt(GradientFlow.From(given, depth, loss, FlowCoordinates.EndToEnd), end);
        Assert.True(Samples.Distance(logPolar, start) > 0.05, "the flow must have moved for the test to say anything");
        Assert.InRange(Samples.Distance(logPolar, layered), 0, 1e-8);
        // On a stratum the entries do not keep the rank: errors of 1e-12 there grow like their power 2/N in the operator.
        Assert.InRange(Samples.Distance(logPolar, entrywise), 0, 1e-8);
    }

    [Fact]
    public void Hidden_frames_of_the_lift_do_not_matter()
    {
        (Matrix start, ILoss loss) = Problem("tall");
        NetworkShape shape = new([4, 6, 5, 6]);
        PolarFactors factors = PolarFactors.Of(start);
        Matrix[] ends = [.. new long[] { 1, 2 }.Select(seed =>
        {
            double[] state = BalancedLift.Lift(factors, shape, new RandomSource(seed, "gauge", 0, 0));
            LayersGiven layers = new([.. Enumerable.Range(0, 3).Select(p => Matrix.CopyOf(shape.Layer(state.AsSpan(), p)))]);
            return Samples.EndToEndAt(GradientFlow.From(layers, Depth.Of(3), loss), 2);
        })];
        Assert.InRange(Samples.Distance(ends[0], ends[1]), 0, 1e-9);
        Assert.InRange(Samples.Distance(ends[0], Samples.EndToEndAt(GradientFlow.From(new BalancedMatrix(start), Depth.Of(3), loss), 2)), 0, 1e-8);
    }

    private static (Matrix Start, ILoss Loss) Problem(string name)
    {
        (int m, int n) = name switch { "tall" or "deficient tall" => (6, 4), "wide" or "equal values wide" => (4, 6), _ => (4, 4) };
        Matrix start = name switch
        {
            "deficient" or "deficient tall" => Samples.OfRank(m, n, 2, 11),
            "equal values" or "equal values wide" => new BalancedOrthogonal(0.5, 3).At(m, n).ToMatrix(),
            _ => Samples.Gaussian(m, n, 5, 0.4),
        };
        return (start, name == "square" ? new FactorizationLoss(Samples.Gaussian(m, n, 8)) : Samples.Completion(Samples.Gaussian(m, n, 8), 0.7, 1));
    }
}
