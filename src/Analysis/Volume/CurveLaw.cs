using DlnDynamics.Dynamics;
using MathNet.Numerics.Integration;

namespace DlnDynamics.Analysis;

/// <summary>The probability law that the volume of depth N makes along the hyperbola of rank-1 minimisers: density proportional to <see cref="DiagonalMinimisers.LogCurveDensity"/>.</summary>
/// <remarks>
/// Even in u, the same on both branches. From |u| = ½ ln((a² + b²)/|ab|) on it falls as e^(−(2 − 3/N)|u|), so it exists from depth 2 on. Per unit of u it may
/// rise before that: <see cref="DiagonalMinimisers.LogCurveDensity"/>. Error of a quantile: 1e-12. Cost: one quadrature of 16 points to every 0.4 lengths of the tail.
/// </remarks>
public sealed class CurveLaw
{
    private const double TailLengths = 40;
    private const int Order = 16;

    private readonly DiagonalMinimisers minimisers;
    private readonly double[] cumulative;
    private readonly double width;
    private readonly double reference;

    /// <summary>The law at a depth.</summary>
    /// <exception cref="ArgumentException">Depth 1, where the volume along the curve is its length, which is infinite.</exception>
    public CurveLaw(Depth depth, DiagonalMinimisers minimisers)
    {
        if (depth.Value == 1)
        {
            throw new ArgumentException("At depth 1 the volume along the hyperbola is its length, which is infinite: there is no law.", nameof(depth));
        }
        Depth = depth;
        this.minimisers = minimisers;
        reference = minimisers.LogCurveDensity(depth, 0);

        // Beyond forty lengths of the tail only 1e-17 is left. The density turns into it within a length of order one: where all is wide, panels do not widen.
        double length = 1 / (2 - 3 * depth.Reciprocal), reach = TailStart(minimisers) + TailLengths * length;
        int panels = (int)Math.Ceiling(reach / (0.4 * length));
        width = reach / panels;
        cumulative = new double[panels + 1];
        for (int panel = 0; panel < panels; panel++)
        {
            cumulative[panel + 1] = cumulative[panel] + Integral(panel * width, (panel + 1) * width);
        }
    }

    /// <summary>N.</summary>
    public Depth Depth { get; }

    /// <summary>Probability density of u on the line, both branches together.</summary>
    public double Density(double u) => 0.5 * Relative(u) / cumulative[^1];

    /// <summary>Probability of a position closer to a corner than this one: 0 at the corners, 1 far out. Uniform on [0, 1] under the law.</summary>
    public double Quantile(double u)
    {
        double far = Math.Abs(u);
        int panels = cumulative.Length - 1, panel = (int)Math.Min(far / width, panels);
        return panel >= panels ? 1 : (cumulative[panel] + Integral(panel * width, far)) / cumulative[^1];
    }

    /// <summary>½ ln((a² + b²)/|ab|).</summary>
    private static double TailStart(DiagonalMinimisers minimisers)
    {
        double ratio = Math.Abs(Math.Log(Math.Abs(minimisers.A)) - Math.Log(Math.Abs(minimisers.B)));
        return 0.5 * (ratio + Math.Log(1 + Math.Exp(-2 * ratio)));
    }

    private double Relative(double u) => Math.Exp(minimisers.LogCurveDensity(Depth, u) - reference);

    private double Integral(double from, double to) => GaussLegendreRule.Integrate(Relative, from, to, Order);
}
