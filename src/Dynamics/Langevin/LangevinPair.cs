using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>What two singular values σ ≥ τ do to each other in a step of the Langevin equation; smooth where they are equal.</summary>
/// <remarks>
/// In the eigenframe, with z the coordinates of <see cref="RadialCoordinate"/>, κ = 1/N, p = 1 + κz = σ^κ and δ = ln σ − ln τ. Our own formulas:
/// docs/design/012-langevin.md. Error: a few ε relative, of Repulsion 1e-12. Cost: five exponentials.
/// </remarks>
internal readonly struct LangevinPair
{
    // Below this gap the two terms of the repulsion would cancel; the next term of its series is then below 1e-13.
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
        Stretch = Math.Sqrt(Elementary.Phi(2 * gap) / (2 * spread * (1 + quotient)));
        Turn = 1 / (Sum * Stretch);
        Repulsion = gap < SmallGap
            ? gap / (root * Math.Sqrt(quotient)) * NearRepulsion(inverse * inverse, gap * gap)
            : spread / (root * gap) - 2 / (Math.Tanh(gap) * Sum);
        Lift = inverse / Sum;
    }

    /// <summary>τ/σ.</summary>
    public double Ratio { get; }

    /// <summary>p + q, q = τ^κ.</summary>
    public double Sum { get; }

    /// <summary>s: the entry of dZ is s·(dBᵢⱼ + (τ/σ)·dBⱼᵢ).</summary>
    public double Stretch { get; }

    /// <summary>w: the turning of U against V is w·(dBᵢⱼ − dBⱼᵢ)/(1 + τ/σ).</summary>
    public double Turn { get; }

    /// <summary>1/(zᵢ − zⱼ) − 2coth(δ)/(pᵢ + pⱼ): what the law of z repels beyond what the off-diagonal noise does; minus it for the smaller.</summary>
    public double Repulsion { get; }

    /// <summary>κ/(pᵢ + pⱼ): away from lower rank, for both.</summary>
    public double Lift { get; }

    private static double NearRepulsion(double square, double gapSquare) =>
        square / 12 - 1.0 / 3 + gapSquare * (1.0 / 45 + square / 24 - 17 * square * square / 1440);
}
