using System.Collections.Immutable;
using DlnDynamics.Integrators;

namespace DlnDynamics.Oracles;

/// <summary>Stiff problems with published end states. Source: [MM08] Test Set for IVP Solvers, release 2.4, computed there at 1e-18.</summary>
public static class StiffTestSet
{
    /// <summary>Robertson's three reactions to t = 1e11.</summary>
    public static (InitialValueProblem Problem, ImmutableArray<double> End) Robertson() => (
        Reacting(1e11, [1, 0, 0], [new(0.04, [1], [2]), new(1e4, [2, 3], [1, 3]), new(3e7, [2, 2], [2, 3])]),
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

    /// <summary>OREGO: the Belousov–Zhabotinskii reaction over one of its periods, to t = 360.</summary>
    /// <remarks>Each term of the three equations is written as a reaction; the catalysts make it one.</remarks>
    public static (InitialValueProblem Problem, ImmutableArray<double> End) Oregonator() => (
        Reacting(
            360,
            [1, 2, 3],
            [
                new(77.27, [2], [1, 2]), new(77.27, [1], [1, 1]), new(77.27 * 8.375e-6, [1, 1], [1]), new(77.27, [1, 2], [2]),
                new(1 / 77.27, [3], [2, 3]), new(1 / 77.27, [2], []), new(1 / 77.27, [1, 2], [1]),
                new(0.161, [1], [1, 3]), new(0.161, [3], []),
            ]),
        [0.1000814870318523e1, 0.1228178521549917e4, 0.1320554942846706e3]);

    /// <summary>E5: reactants from 1e-3 down to 1e-22, to t = 1e11 or 1e13, where what remains is smaller than any absolute tolerance in use.</summary>
    /// <remarks>
    /// Stated in y₁, y₃ and y₄. The second of the usual four components is y₃ + y₄ for ever; carried along by itself it collects the rounding of
    /// linear systems whose largest unknown is 1e-3, of which 1e-20 is too much. The end that [MM08] publishes for t = 1e13 shows it: its y₂ and
    /// y₃ should be equal there and differ by a thousandth. The ends here: another Radau code at a relative 1e-12 to 1e11, and from there 1/y₃ grows by 1.13e9·t, as the others are gone.
    /// </remarks>
    public static (InitialValueProblem Problem, ImmutableArray<double> End) E5(bool longer) => (
        Reacting(
            longer ? 1e13 : 1e11,
            [1.76e-3, 0, 0],
            [new(7.89e-10, [1], [2]), new(1.1e7, [1, 2], [3]), new(1.13e9, [2, 2], [2]), new(1.13e9, [2, 3], [3]), new(1.13e3, [3], [2])]),
        longer ? [0, 8.86123352129e-23, 0] : [3.77e-49, 1.01925825681e-20, 0]);

    /// <summary>Pollution: 25 reactions of 20 species in the air, to t = 60.</summary>
    public static (InitialValueProblem Problem, ImmutableArray<double> End) Pollution() => (
        Reacting(
            60,
            [0, 0.2, 0, 0.04, 0, 0, 0.1, 0.3, 0.01, 0, 0, 0, 0, 0, 0, 0, 0.007, 0, 0, 0],
            [
                new(0.35, [1], [2, 3]), new(26.6, [2, 4], [1]), new(1.23e4, [5, 2], [1, 6]), new(8.6e-4, [7], [5, 5, 8]),
                new(8.2e-4, [7], [8]), new(1.5e4, [7, 6], [5, 8]), new(1.3e-4, [9], [5, 8, 10]), new(2.4e4, [9, 6], [11]),
                new(1.65e4, [11, 2], [1, 10, 12]), new(9e3, [11, 1], [13]), new(0.022, [13], [1, 11]), new(1.2e4, [10, 2], [1, 14]),
                new(1.88, [14], [5, 7]), new(1.63e4, [1, 6], [15]), new(4.8e6, [3], [4]), new(3.5e-4, [4], [16]),
                new(0.0175, [4], [3]), new(1e8, [16], [6, 6]), new(4.44e11, [16], [3]), new(1.24e3, [17, 6], [5, 18]),
                new(2.1, [19], [2]), new(5.78, [19], [1, 3]), new(0.0474, [1, 4], [19]), new(1.78e3, [19, 1], [20]), new(3.12, [20], [1, 19]),
            ]),
        [
            0.5646255480022769e-1, 0.1342484130422339, 0.4139734331099427e-8, 0.5523140207484359e-2, 0.2018977262302196e-6,
            0.1464541863493966e-6, 0.7784249118997964e-1, 0.3245075353396018, 0.7494013383880406e-2, 0.1622293157301561e-7,
            0.1135863833257075e-7, 0.2230505975721359e-2, 0.2087162882798630e-3, 0.1396921016840158e-4, 0.8964884856898295e-2,
            0.4352846369330103e-17, 0.6899219696263405e-2, 0.1007803037365946e-3, 0.1772146513969984e-5, 0.5682943292316392e-4,
        ]);

    private static InitialValueProblem Reacting(double end, ImmutableArray<double> start, ImmutableArray<Reaction> reactions) =>
        new(new ReactionField(start.Length, reactions), new(0, end), start);

    private static InitialValueProblem Differenced(
        int dimension, double end, ImmutableArray<double> start, Action<double, ReadOnlySpan<double>, Span<double>> evaluate) =>
        new(new FiniteDifferenceField(new DelegateField(dimension, evaluate)), new(0, end), start);
}
