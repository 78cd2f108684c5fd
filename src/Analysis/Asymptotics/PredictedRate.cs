using System.Globalization;

namespace DlnDynamics.Analysis;

/// <summary>The law that theory gives for what tends to its limit. Rescaled clock.</summary>
/// <param name="Law">Undecided: theory gives none here.</param>
/// <param name="Rate">Exponential: per unit of time. Power law: the exponent.</param>
/// <param name="IsUpperBound">Whether the rate may be smaller: something else, of which no rate is known, decays as well.</param>
/// <remarks>
/// Where modes vanish by powers of time the slowest of them rules; where all modes have limits, the smallest eigenvalue, not zero, of the flow
/// linearised there. Source: <see cref="AlgebraicLaw"/>, <see cref="LocalRate"/>.
/// </remarks>
public readonly record struct PredictedRate(DecayLaw Law, double Rate, bool IsUpperBound = false)
{
    /// <summary>No prediction.</summary>
    public static PredictedRate None { get; } = new(DecayLaw.Undecided, double.NaN);

    /// <summary>For E − E(∞).</summary>
    public static PredictedRate OfLoss(LimitingRank limiting, LocalRate? local) =>
        Of(limiting, local, 2, law => law.Cause == VanishingCause.ZeroTarget ? 2 * law.Rate : law.Rate);

    /// <summary>For ‖X − X(∞)‖.</summary>
    public static PredictedRate OfDistance(LimitingRank limiting, LocalRate? local) => Of(limiting, local, 1, law => law.Rate);

    /// <summary>For a mode that vanishes.</summary>
    public static PredictedRate OfMode(VanishingLaw law) => law.Decay == DecayLaw.Undecided ? None : new(law.Decay, law.Rate);

    /// <summary>Why no law can be told from a run with these modes: one of them may still rule in the end. Null where none can.</summary>
    public static string? WhatHides(LimitingRank limiting)
    {
        ArgumentNullException.ThrowIfNull(limiting);
        int hidden = Enumerable.Range(0, limiting.Fates.Length).FirstOrDefault(i => limiting.Fates[i] is SingularValueFate.Undecided or SingularValueFate.BelowResolution, -1);
        return limiting.GateIsClosed ? limiting.Reason
            : hidden < 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"What becomes of mode {hidden + 1} is not decided, and its law may be the slowest. {limiting.Reason}");
    }

    private static PredictedRate Of(LimitingRank limiting, LocalRate? local, double factor, Func<VanishingLaw, double> exponent)
    {
        ArgumentNullException.ThrowIfNull(limiting);
        double power = limiting.Laws.Where(law => law.Decay == DecayLaw.PowerLaw).Select(exponent).DefaultIfEmpty(double.NaN).Min();
        double push = limiting.Laws.Where(law => law.Decay == DecayLaw.Exponential).Select(law => law.Rate).DefaultIfEmpty(double.NaN).Min();
        return !double.IsNaN(power) ? new(DecayLaw.PowerLaw, power)
            : !double.IsNaN(push) ? new(DecayLaw.Exponential, push, IsUpperBound: true)
            : local?.Rate is { } rate ? new(DecayLaw.Exponential, factor * rate)
            : None;
    }
}
