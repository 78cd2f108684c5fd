using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>By which law a mode goes to zero. The default value is undecided.</summary>
/// <param name="Cause">Zero target or push.</param>
/// <param name="Decay">Power law, or exponential: a push at N = 2.</param>
/// <param name="Rate">σ ~ τ^(−rate) or e^(−rate·τ), rescaled clock; NaN when undecided.</param>
/// <remarks>The law is what theory has for this cause; a push's own size is read off the end of the run. Source: <see cref="AlgebraicLaw"/>.</remarks>
public readonly record struct VanishingLaw(VanishingCause Cause, DecayLaw Decay, double Rate)
{
    /// <summary>No law.</summary>
    public static VanishingLaw Undecided { get; } = new(VanishingCause.Undecided, DecayLaw.Undecided, double.NaN);

    /// <summary>σ ~ τ^(−N/(2N−2)), N &gt; 1; at N = 1 e^(−hτ).</summary>
    public static VanishingLaw ZeroTarget(Depth depth, double curvature) =>
        depth.Value == 1 ? new(VanishingCause.ZeroTarget, DecayLaw.Exponential, curvature) : Of(depth, VanishingCause.ZeroTarget, double.NaN);

    /// <summary>σ ~ τ^(−N/(N−2)), N &gt; 2; at N = 2 e^(−gτ) with g the push.</summary>
    public static VanishingLaw Pushed(Depth depth, double push) => Of(depth, VanishingCause.Push, push);

    private static VanishingLaw Of(Depth depth, VanishingCause cause, double exponential)
    {
        double power = AlgebraicLaw.Of(depth, cause).Mode;
        return double.IsFinite(power) ? new(cause, DecayLaw.PowerLaw, power) : new(cause, DecayLaw.Exponential, exponential);
    }
}
