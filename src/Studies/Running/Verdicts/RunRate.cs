using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>How one quantity of a run tends to its limit, and what theory says of it. Rescaled clock.</summary>
/// <param name="Quantity">loss, distance-to-limit or singular-value.</param>
/// <param name="Index">The mode, from 1; null where it concerns none.</param>
/// <param name="Found">What the run shows.</param>
/// <param name="Predicted">What theory gives.</param>
internal sealed record RunRate(string Quantity, int? Index, ConvergenceRate Found, PredictedRate Predicted)
{
    /// <summary>The predicted rate in a clock whose times are the rescaled ones times a factor; NaN where there is none.</summary>
    public double PredictedIn(double clock) => Predicted.Law == DecayLaw.Exponential ? Predicted.Rate / clock : Predicted.Rate;
}
