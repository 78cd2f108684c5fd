using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>Whether runs from starts beside the given one end beside its end. Where they do not, errors have grown along the way as well, and no verdict is safe.</summary>
/// <param name="Agrees">Whether the ends agree, in X and in every mode that counts.</param>
/// <param name="Difference">The largest difference of two ends: relative of X, or |Δ ln σᵢ|; NaN where there is no second end.</param>
/// <param name="Reason">What was compared, in numbers, and what would help.</param>
/// <remarks>
/// From a start with a symmetry the flow keeps to an unstable set, and errors of a millionth grow until it leaves it: loss, energy and every
/// conserved number are right, and the limit is another one. A second tolerance does not show it, for both runs leave to the same side. Two
/// opposite perturbations do: one of them leaves to the other side. docs/design/007-limits.md.
/// </remarks>
public sealed record SecondLook(bool Agrees, double Difference, string Reason)
{
    /// <summary>The largest difference between ends. Perturbations of 1e-5 must have grown by five thousand to reach it.</summary>
    public const double Largest = 0.1;

    // Below this logarithm log-polar coordinates brake a mode, and its size means nothing.
    private const double Braked = -690;

    /// <summary>Compares the end of a run with those of runs from perturbed starts.</summary>
    /// <param name="end">The end of the run in question.</param>
    /// <param name="others">The other ends, at the same time.</param>
    /// <param name="size">Size of the perturbations, and tolerance of the other runs.</param>
    /// <param name="resolution">Modes below this part of the largest count only in log-polar coordinates, where they are resolved.</param>
    /// <param name="coordinates">The coordinates of all.</param>
    public static SecondLook Compare(FlowState end, IReadOnlyList<FlowState> others, double size, double resolution, FlowCoordinates coordinates)
    {
        ArgumentNullException.ThrowIfNull(end);
        ArgumentNullException.ThrowIfNull(others);
        ImmutableArray<FlowState> all = [end, .. others];
        double apart = 0, scale = Math.Max(end.Norm, Math.Exp(Braked)), largest = 0;
        int worst = 0;
        foreach ((FlowState one, FlowState other) in all.SelectMany((one, k) => all.Skip(k + 1).Select(other => (one, other))))
        {
            apart = Math.Max(apart, one.DistanceTo(other) / scale);
        }
        for (int i = 0; i < end.Modes; i++)
        {
            double highest = all.Max(one => one.LogSigma[i]), spread = highest - all.Min(one => one.LogSigma[i]);
            bool counts = coordinates == FlowCoordinates.LogPolar ? highest > Braked : highest - end.LogSigma[0] > Math.Log(resolution);
            if (counts && !(spread <= largest))
            {
                (worst, largest) = (i, spread);
            }
        }
        double worse = double.IsNaN(apart) || double.IsNaN(largest) ? double.NaN : Math.Max(apart, largest);
        return worse <= Largest
            ? new(true, worse, Say($"Starts {size:g2} beside this one end within {worse:g2}."))
            : new(false, worse, Say($"Starts {size:g2} beside this one, to opposite sides, end elsewhere: X differs by {apart:g2} of itself, σ{worst + 1} is {end.Sigma(worst):g4} here and {string.Join(" and ", others.Select(one => one.Sigma(worst).ToString("g4", CultureInfo.InvariantCulture)))} there. Errors grow as much, so no verdict is safe. Tighten the tolerance; if that does not help, the start has a symmetry: start elsewhere."));
    }

    /// <summary>No second end, for a reason.</summary>
    public static SecondLook Without(string reason) => new(false, double.NaN, reason);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
