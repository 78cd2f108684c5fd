using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

public sealed class EscapeTimeTests
{
    [Fact]
    public void The_golden_values_come_out()
    {
        foreach ((Depth depth, double start, double exact) in new (Depth, double, double)[]
        {
            (Depth.Of(2), 1e-2, 2 * 2.297559925067295), (Depth.Of(2), 1e-4, 2 * 4.605120183487924),
            (Depth.Of(3), 1e-2, 3 * 3.7680367810755544), (Depth.Of(3), 1e-4, 3 * 20.693018947741603),
            (Depth.Of(4), 1e-2, 4 * 4.6834123384576865), (Depth.Of(4), 1e-4, 4 * 49.72857984564655),
            (Depth.Of(6), 1e-2, 6 * 5.350097368799843), (Depth.Of(6), 1e-4, 6 * 116.08851554821523),
            (Depth.Infinite, 1e-2, 102.5951198501346), (Depth.Infinite, 1e-4, 10007.210240366976),
        })
        {
            Assert.Equal(exact, EscapeTime.ToHalf(depth, 1, start), 1e-9 * exact);
        }
    }

    [Fact]
    public void Depths_between_whole_numbers_agree_with_their_neighbours_and_with_the_oracle()
    {
        foreach (double depth in new[] { 2.5, 3.0001, 7.3, 41, 1000 })
        {
            double found = EscapeTime.Between(Depth.Real(depth), 1.3, 1e-3, 0.9), exact = ScalarFlow.RescaledTime(depth == 41 ? 41.0000001 : depth == 1000 ? 1000.0001 : depth, 1.3, 1e-3, 0.9);

            // The oracle's sixty-four panels; at 41 and 1000 it is asked at a depth 1e-9 and 1e-7 away.
            Assert.Equal(exact, found, 1e-6 * exact);
        }
        Assert.Equal(EscapeTime.ToHalf(Depth.Of(5), 0.7, 1e-5), EscapeTime.ToHalf(Depth.Real(5 + 1e-9), 0.7, 1e-5), 1e-6 * EscapeTime.ToHalf(Depth.Of(5), 0.7, 1e-5));
        Assert.Throws<ArgumentOutOfRangeException>(() => EscapeTime.ToHalf(Depth.Of(2), 1, 0.6));
    }

    [Fact]
    public void Aligned_modes_escape_when_theory_says_to_a_millionth()
    {
        Depth[] depths = [Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(5), Depth.Infinite];
        foreach (Depth depth in depths)
        {
            double[] targets = [2, 1, 0.5];
            double start = depth.Value > 3 ? 1e-2 : 1e-4;
            GradientFlow flow = GradientFlow.From(new BalancedIdentity(start), depth, new FactorizationLoss(Matrix.Diagonal(targets)));
            ModeHistory history = new(flow);
            double end = EscapeTime.ToHalf(depth, 0.5, start) + 40 / Math.Pow(0.5, 2 - 2 * depth.Reciprocal);
            IntegrationResult result = flow.Until(end).Integrate(MethodCatalog.Find("tsitouras5"), new() { Tolerances = new(0, 1e-11) }, history);
            Assert.True(result.IsFinished, result.Sentence);
            for (int i = 0; i < 3; i++)
            {
                double exact = EscapeTime.ToHalf(depth, targets[i], start), found = history.HalfTime(i);
                Assert.True(Math.Abs(found - exact) <= 1e-6 * exact, $"N = {depth}, mode {i + 1}: {found:R}, exactly {exact:R}, {found / exact - 1:e1}");
            }
        }
    }
}
