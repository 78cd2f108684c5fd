using DlnDynamics.Dynamics;
using MathNet.Numerics.Integration;

namespace DlnDynamics.Analysis;

/// <summary>The probability law that the volume of depth N makes along the hyperbola of rank-1 minimisers: density proportional to <see cref="DiagonalMinimisers.LogCurveDensity"/>.</summary>
/// <remarks>Even in u, the same on both branches. Its tails fall as e^(−(2 − 3/N)|u|), so it exists from depth 2 on. Cost: one quadrature of 1600 points.</remarks>
public sealed class CurveLaw
{
    private const int Panels = 100;
    private const int Order = 16;

    private readonly DiagonalMinimisers minimisers;
    private readonly double[] cumulative = new double[Panels + 1];
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

        // Beyond forty lengths of the tail only 1e-17 is left.
        width = 40 / (2 - 3 * depth.Reciprocal) / Panels;
        for (int panel = 0; panel < Panels; panel++)
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
        int panel = (int)Math.Min(far / width, Panels);
        return panel >= Panels ? 1 : (cumulative[panel] + Integral(panel * width, far)) / cumulative[^1];
    }

    private double Relative(double u) => Math.Exp(minimisers.LogCurveDensity(Depth, u) - reference);

    private double Integral(double from, double to) => GaussLegendreRule.Integrate(Relative, from, to, Order);
}
