namespace DlnDynamics.Oracles;

/// <summary>Class A of DETEST: single equations.</summary>
internal static class DetestScalar
{
    public static IEnumerable<DetestProblem> All =>
    [
        // e^−t.
        new("A1", 0.06, [1], [Math.Exp(-20)], (_, y, d) => d[0] = -y[0]),

        // 1/√(1 + t).
        new("A2", 0.44, [1], [1 / Math.Sqrt(21)], (_, y, d) => d[0] = -y[0] * y[0] * y[0] / 2),

        // e^sin t.
        new("A3", 1.6, [1], [Math.Exp(Math.Sin(20))], (t, y, d) => d[0] = y[0] * Math.Cos(t)),

        // The logistic curve 20/(1 + 19e^(−t/4)).
        new("A4", 0.32, [1], [20 / (1 + 19 * Math.Exp(-5))], (_, y, d) => d[0] = y[0] / 4 * (1 - y[0] / 20)),

        // A spiral: ln √(t² + y²) + arctan(y/t) stays ln 4 + π/2.
        new("A5", 9.2, [4], [-0.7887826688964015], (t, y, d) => d[0] = (y[0] - t) / (y[0] + t)),
    ];
}
