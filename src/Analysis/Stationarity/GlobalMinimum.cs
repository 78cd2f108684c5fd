using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>Whether a limit of rank k takes the least value of the loss on all matrices of rank k, as it does from almost every start.</summary>
/// <param name="Rank">k where it does, never more than the data have terms; null where it does not, or where that is not known.</param>
/// <param name="IsKnown">Whether the question could be answered.</param>
/// <param name="Excess">E(X) less the least value on matrices of rank at most k; NaN where that is not known.</param>
/// <param name="Distance">‖X − X_k‖_F with X_k the best of rank k, for regression ‖(X − X_k)·A‖_F over the inputs A, which may not see all of X; NaN where that is not known.</param>
/// <param name="Reason">What it rests on, or what is missing.</param>
/// <remarks>
/// The least value is known for squared distances [EY36], and for every loss where it is zero. Other critical points of rank k differ by at
/// least ½(s_i² − s_l²) for some i ≤ k &lt; l with s_i > s_l; an excess below a hundredth of the least of these is none, above a half it is one.
/// Source: [BRTW20] for the statement.
/// </remarks>
public sealed record GlobalMinimum(int? Rank, bool IsKnown, double Excess, double Distance, string Reason)
{
    private const double None = 0.01, Real = 0.5, SameValue = 1e-9;

    /// <summary>Judges a point.</summary>
    /// <param name="loss">The loss.</param>
    /// <param name="point">The limit, with as many modes as its rank.</param>
    /// <param name="isZeroGradient">Whether the whole gradient of the loss is zero there, to the accuracy of the point.</param>
    public static GlobalMinimum Judge(ILoss loss, FlowState point, bool isZeroGradient)
    {
        ArgumentNullException.ThrowIfNull(point);
        int rank = point.Modes;
        if (loss is IDistanceLoss distance)
        {
            BestApproximation data = new(distance);

            // What the data have no term for falls to zero, and counts for no rank.
            return Compare(data, point, Math.Min(rank, data.Spectrum.Count(value => value > SameValue * data.Spectrum[0])));
        }
        return isZeroGradient
            ? new(rank, true, point.Loss, double.NaN, Say($"The gradient of the convex loss is zero: E = {point.Loss:g3} is its least value on all matrices."))
            : new(null, false, double.NaN, double.NaN, Say($"The least loss on matrices of rank {rank} is not known for this loss, and E = {point.Loss:g3} is not its least value."));
    }

    private static GlobalMinimum Compare(BestApproximation data, FlowState point, int rank)
    {
        double least = data.LeastLoss(rank), excess = point.Loss - least, distance = data.Distance(point.EndToEnd, rank);
        double next = NextLevel([.. data.Spectrum], rank);
        string numbers = Say($"E exceeds the least value on matrices of rank {rank} by {excess:g3}, of which the next critical value is {next:g3} away; the distance to X_k, the best approximation of that rank, is {data.Norm} = {distance:g3}.")
            + (data.SeesEverything ? "" : " The inputs do not reach all directions: X is determined where they do, and the loss does not see the rest of it.");
        double relative = double.IsPositiveInfinity(next) ? Math.Abs(excess) / Math.Max(data.LeastLoss(0), double.Epsilon) : Math.Abs(excess) / next;
        return relative <= None ? new(rank, true, excess, distance, numbers)
            : relative >= Real ? new(null, true, excess, distance, numbers)
            : new(null, false, excess, distance, numbers + " Integrate longer.");
    }

    /// <summary>The least of ½(s_i² − s_l²) over i ≤ k &lt; l with different values; where none differ, or nothing is left out, of leaving out the last.</summary>
    private static double NextLevel(double[] s, int rank)
    {
        double least = double.PositiveInfinity;
        for (int i = 0; i < Math.Min(rank, s.Length); i++)
        {
            for (int l = rank; l < s.Length; l++)
            {
                least = s[i] - s[l] > SameValue * s[0] ? Math.Min(least, 0.5 * (s[i] * s[i] - s[l] * s[l])) : least;
            }
            least = rank >= s.Length && s[i] > SameValue * s[0] ? Math.Min(least, 0.5 * s[i] * s[i]) : least;
        }
        return least;
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
