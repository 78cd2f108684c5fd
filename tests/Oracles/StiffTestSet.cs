using System.Collections.Immutable;
using DlnDynamics.Integrators;

namespace DlnDynamics.Oracles;

/// <summary>Stiff problems with published end states. Source: [MM08] Test Set for IVP Solvers, release 2.4, computed there at 1e-18.</summary>
public static class StiffTestSet
{
    /// <summary>Robertson's three reactions to t = 1e11.</summary>
    public static (InitialValueProblem Problem, ImmutableArray<double> End) Robertson() => (
        Differenced(3, 1e11, [1, 0, 0], (_, y, d) =>
        {
            d[0] = -0.04 * y[0] + 1e4 * y[1] * y[2];
            d[2] = 3e7 * y[1] * y[1];
            d[1] = -d[0] - d[2];
        }),
        [0.2083340149701255e-7, 0.8333360770334713e-13, 0.9999999791665050]);

    /// <summary>Van der Pol's oscillator with μ = 1000 to t = 2000.</summary>
    public static (InitialValueProblem Problem, ImmutableArray<double> End) VanDerPolThousand() => (
        Differenced(2, 2000, [2, 0], (_, y, d) =>
        {
            d[0] = y[1];
            d[1] = 1000 * (1 - y[0] * y[0]) * y[1] - y[0];
        }),
        [1.706167732170469, -0.8928097010248125e-3]);

    /// <summary>The same in scaled time with 1/ε = 1e6, to t = 2.</summary>
    public static (InitialValueProblem Problem, ImmutableArray<double> End) VanDerPolMillion() => (
        Differenced(2, 2, [2, 0], (_, y, d) =>
        {
            d[0] = y[1];
            d[1] = ((1 - y[0] * y[0]) * y[1] - y[0]) * 1e6;
        }),
        [1.706167732170483, -0.8928097010247975]);

    /// <summary>HIRES: eight reactions of plants to light, to t = 321.8122.</summary>
    public static (InitialValueProblem Problem, ImmutableArray<double> End) Hires() => (
        Differenced(8, 321.8122, [1, 0, 0, 0, 0, 0, 0, 0.0057], (_, y, d) =>
        {
            d[0] = -1.71 * y[0] + 0.43 * y[1] + 8.32 * y[2] + 0.0007;
            d[1] = 1.71 * y[0] - 8.75 * y[1];
            d[2] = -10.03 * y[2] + 0.43 * y[3] + 0.035 * y[4];
            d[3] = 8.32 * y[1] + 1.71 * y[2] - 1.12 * y[3];
            d[4] = -1.745 * y[4] + 0.43 * (y[5] + y[6]);
            d[5] = -280 * y[5] * y[7] + 0.69 * y[3] + 1.71 * y[4] - 0.43 * y[5] + 0.69 * y[6];
            d[6] = 280 * y[5] * y[7] - 1.81 * y[6];
            d[7] = -d[6];
        }),
        [
            0.7371312573325668e-3, 0.1442485726316185e-3, 0.5888729740967575e-4, 0.1175651343283149e-2,
            0.2386356198831331e-2, 0.6238968252742796e-2, 0.2849998395185769e-2, 0.2850001604814231e-2,
        ]);

    private static InitialValueProblem Differenced(
        int dimension, double end, ImmutableArray<double> start, Action<double, ReadOnlySpan<double>, Span<double>> evaluate) =>
        new(new FiniteDifferenceField(new DelegateField(dimension, evaluate)), new(0, end), start);
}
