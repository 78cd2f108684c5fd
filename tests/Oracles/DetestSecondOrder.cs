namespace DlnDynamics.Oracles;

/// <summary>Class E of DETEST: equations of second order.</summary>
internal static class DetestSecondOrder
{
    public static IEnumerable<DetestProblem> All =>
    [
        // Bessel's equation of order ½: √(2/πx)·sin x with x = t + 1.
        new("E1", 0.95, [Bessel(1), BesselSlope(1)], [Bessel(21), BesselSlope(21)], (t, y, d) =>
        {
            double x = t + 1;
            d[0] = y[1];
            d[1] = -(y[1] / x + (1 - 0.25 / (x * x)) * y[0]);
        }),

        // Van der Pol's equation.
        new("E2", 5.1, [2, 0], [2.0081497621749484, -0.04250887527320215], (_, y, d) =>
        {
            d[0] = y[1];
            d[1] = (1 - y[0] * y[0]) * y[1] - y[0];
        }),

        // Duffing's equation.
        new("E3", 4.9, [0, 0], [-0.10041788586472407, 0.24114001320959555], (t, y, d) =>
        {
            d[0] = y[1];
            d[1] = y[0] * y[0] * y[0] / 6 - y[0] + 2 * Math.Sin(2.78535 * t);
        }),

        // A body falls through air: its speed is √0.08·tanh(√0.0128·t).
        new(
            "E4",
            1.1,
            [30, 0],
            [30 + Math.Log(Math.Cosh(20 * Math.Sqrt(0.0128))) / 0.4, Math.Sqrt(0.08) * Math.Tanh(20 * Math.Sqrt(0.0128))],
            (_, y, d) =>
            {
                d[0] = y[1];
                d[1] = 0.032 - 0.4 * y[1] * y[1];
            }),

        // A linear pursuit: with q = (25 − t)/25, slope (1/q − q)/2 and place 25/4·(q² − 1 − 2 ln q).
        new("E5", 1.6, [0, 0], [6.25 * (0.04 - 1 - 2 * Math.Log(0.2)), 2.4], (t, y, d) =>
        {
            d[0] = y[1];
            d[1] = Math.Sqrt(1 + y[1] * y[1]) / (25 - t);
        }),
    ];

    private static double Bessel(double x) => Math.Sqrt(2 / (Math.PI * x)) * Math.Sin(x);

    private static double BesselSlope(double x) => Math.Sqrt(2 / (Math.PI * x)) * (Math.Cos(x) - Math.Sin(x) / (2 * x));
}
