using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>Whether a run ends where a run at another tolerance ends. Where it does not, errors of the tolerance's size have grown along the way, and no verdict is safe.</summary>
/// <param name="Agrees">Whether every mode that counts agrees.</param>
/// <param name="Difference">The largest |Δ ln σᵢ| of those; NaN where there is no second end.</param>
/// <param name="Reason">What was compared, in numbers, and what would help.</param>
/// <remarks>
/// Starts of a symmetry, and plateaus that are left along a direction in which the start is nearly blind, amplify perturbations a million times and
/// more: loss, energy and every conserved number are right, and the limit is another one. Only a second solution shows it.
/// docs/design/007-limits.md.
/// </remarks>
public sealed record SecondLook(bool Agrees, double Difference, string Reason)
{
    /// <summary>The largest |Δ ln σ| between two tolerances that are ten apart; errors of a few tolerances are far below.</summary>
    public const double Largest = 0.1;

    // Below this logarithm log-polar coordinates brake a mode, and its size means nothing.
    private const double Braked = -690;

    /// <summary>Compares the ends of two runs of one flow.</summary>
    /// <param name="end">The end of the run in question.</param>
    /// <param name="tolerance">Its tolerance.</param>
    /// <param name="other">The end of the second run, at the same time.</param>
    /// <param name="otherTolerance">Its tolerance.</param>
    /// <param name="resolution">Modes below this part of the largest in both runs count only in log-polar coordinates, where they are resolved.</param>
    /// <param name="coordinates">The coordinates of both.</param>
    public static SecondLook Compare(
        FlowState end, double tolerance, FlowState other, double otherTolerance, double resolution, FlowCoordinates coordinates)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(other);
        int worst = -1;
        double largest = 0;
        for (int i = 0; i < Math.Min(end.Modes, other.Modes); i++)
        {
            double log = end.LogSigma[i], otherLog = other.LogSigma[i];
            bool counts = coordinates == FlowCoordinates.LogPolar
                ? Math.Max(log, otherLog) > Braked
                : Math.Max(log - end.LogSigma[0], otherLog - other.LogSigma[0]) > Math.Log(resolution);
            double difference = Math.Abs(log - otherLog);
            if (counts && !(difference <= largest))
            {
                (worst, largest) = (i, difference);
            }
        }
        string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
        return largest <= Largest
            ? new(true, largest, Say($"A run at tolerance {otherTolerance:g2} ends with singular values that differ by at most {largest:g2} of themselves."))
            : new(false, largest, Say($"The limit depends on the tolerance: σ{worst + 1} ends at {end.Sigma(worst):g4} at tolerance {tolerance:g2} and at {other.Sigma(worst):g4} at {otherTolerance:g2}. Errors grow along this run, as they do from starts with a symmetry. Tighten the tolerance, or start elsewhere."));
    }

    /// <summary>No second end, for a reason.</summary>
    public static SecondLook Without(string reason) => new(false, double.NaN, reason);
}
