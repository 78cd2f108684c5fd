using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>What two singular values σ ≥ τ do to each other in a step of the Langevin equation; smooth where they are equal.</summary>
/// <remarks>
/// In the eigenframe, with z the coordinates of <see cref="RadialCoordinate"/>, κ = 1/N, p = 1 + κz = σ^κ and δ = ln σ − ln τ. Our own formulas:
/// docs/design/012-langevin.md. Error: a few ε relative, of Twist 1e-12. Cost: five exponentials.
/// </remarks>
internal readonly struct LangevinPair
{
    // Below this gap f² and 1 would cancel; the next term of the series is then below 1e-13.
    private const double SmallGap = 1e-2;

    /// <summary>Of two modes.</summary>
    /// <param name="inverse">κ.</param>
    /// <param name="root">σ^κ of the larger.</param>
    /// <param name="gap">δ ≥ 0, finite.</param>
    public LangevinPair(double inverse, double root, double gap)
    {
        double quotient = Math.Exp(-inverse * gap), spread = Elementary.Phi(inverse * gap);
        Ratio = Math.Exp(-gap);
        Sum = root * (1 + quotient);
        Lift = inverse / Sum;
        double weight = 1 + Ratio * Ratio, square = Elementary.Phi(2 * gap) * weight / (spread * (1 + quotient)), factor = Math.Sqrt(square);
        Stretch = 1 / Math.Sqrt(2 * weight);
        Turn = 1 / (Sum * Stretch * factor);
        double excess = gap < SmallGap
            ? gap / (root * Math.Sqrt(quotient)) * NearExcess(inverse * inverse, gap * gap)
            : spread / (root * gap) * (square - 1);
        Twist = Stretch * excess / (1 + factor);
    }

    /// <summary>τ/σ.</summary>
    public double Ratio { get; }

    /// <summary>p + q, q = τ^κ.</summary>
    public double Sum { get; }

    /// <summary>s: the entry of D is s·(dBᵢⱼ + (τ/σ)·dBⱼᵢ), of half the variance of a diagonal one.</summary>
    public double Stretch { get; }

    /// <summary>t: both frames turn by t·(dBᵢⱼ + (τ/σ)·dBⱼᵢ) more than the eigenvectors of diag(z) + D do.</summary>
    public double Twist { get; }

    /// <summary>w: the turning of U against V is w·(dBᵢⱼ − dBⱼᵢ)/(1 + τ/σ).</summary>
    public double Turn { get; }

    /// <summary>κ/(pᵢ + pⱼ): away from lower rank, for both.</summary>
    public double Lift { get; }

    /// <summary>(f² − 1)/(zᵢ − zⱼ) over δ/√(pᵢpⱼ), f² = 2(zᵢ − zⱼ)·coth(δ)/(pᵢ + pⱼ): what equal gaps leave of a difference that would cancel.</summary>
    private static double NearExcess(double square, double gapSquare) =>
        1.0 / 3 - square / 12 - gapSquare * (1.0 / 45 + square / 24 - 17 * square * square / 1440);
}
