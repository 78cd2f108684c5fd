namespace DlnDynamics.Oracles;

/// <summary>Class B of DETEST: small systems.</summary>
internal static class DetestSmallSystems
{
    public static IEnumerable<DetestProblem> All =>
    [
        // Two populations in conflict.
        new("B1", 9.6, [1, 3], [0.6761876008576606, 0.18608160996400297], (_, y, d) =>
        {
            d[0] = 2 * (y[0] - y[0] * y[1]);
            d[1] = -(y[1] - y[0] * y[1]);
        }),

        // A linear reaction: means and differences decay with e^−t and e^−3t.
        new("B2", 1, [2, 0, 1], [1 + (Math.Exp(-20) + Math.Exp(-60)) / 2, 1 - Math.Exp(-60), 1 - (Math.Exp(-20) - Math.Exp(-60)) / 2], (_, y, d) =>
        {
            d[0] = y[1] - y[0];
            d[1] = y[0] - 2 * y[1] + y[2];
            d[2] = y[1] - y[2];
        }),

        // A nonlinear reaction.
        new("B3", 1.8, [1, 0, 0], [2.061153622438558e-9, 0.05257228022048512, 0.9474277177183612], (_, y, d) =>
        {
            d[0] = -y[0];
            d[1] = y[0] - y[1] * y[1];
            d[2] = y[1] * y[1];
        }),

        // A curve on a torus.
        new("B4", 7.8, [3, 0, 0], [0.982695092800653, 2.1984470816949298, 0.9129452507276277], (_, y, d) =>
        {
            double radius = Math.Sqrt(y[0] * y[0] + y[1] * y[1]);
            d[0] = -y[1] - y[0] * y[2] / radius;
            d[1] = y[0] - y[1] * y[2] / radius;
            d[2] = y[0] / radius;
        }),

        // Euler's equations of a rigid body without forces.
        new("B5", 17, [0, 1, 1], [-0.9396570798729204, -0.34211777540007493, 0.7414126596199953], (_, y, d) =>
        {
            d[0] = y[1] * y[2];
            d[1] = -y[0] * y[2];
            d[2] = -0.51 * y[0] * y[1];
        }),
    ];
}
