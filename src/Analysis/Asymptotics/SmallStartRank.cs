using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Analysis;

/// <summary>The rank of the limit as the start becomes small: the number of modes with σᵢ(∞; ε) ~ ε^p, p = 0.</summary>
/// <param name="Rank">Number of modes with p = 0; null: undecided.</param>
/// <param name="Margin">By how much the interval of the least certain exponent clears the border between p = 0 and p &gt; 0; NaN when undecided.</param>
/// <param name="Exponents">One a mode, largest first.</param>
/// <param name="Reason">What it rests on, or what is missing.</param>
public sealed record SmallStartRank(int? Rank, double Margin, ImmutableArray<ScaleExponent> Exponents, string Reason)
{
    /// <summary>The border between p = 0 and p &gt; 0.</summary>
    public const double Border = 0.1;

    private const int FewestScales = 3;
    private const double LeastRatio = 100;

    // Slopes differ by rounding and by the last digits of a limit even where a mode does not depend on the scale at all.
    private const double Noise = 1e-3;

    /// <summary>Judges limits of one flow from several scales of one start.</summary>
    /// <param name="limits">In any order; at least three scales over two decades, or nothing is decided.</param>
    /// <remarks>
    /// Of the scales seen: a mode that depends on ε only below the smallest is not told from one that never does. Slopes of ln σᵢ over ln ε are taken between
    /// neighbouring scales. p = 0 wants slopes that die out towards small ε; one that grows is undecided until it has passed the border. Our own rule:
    /// docs/design/003-verdicts.md.
    /// </remarks>
    /// <exception cref="ArgumentException">A scale is not positive, or given twice, or the limits have different numbers of modes.</exception>
    public static SmallStartRank Judge(IEnumerable<LimitAtScale> limits)
    {
        ArgumentNullException.ThrowIfNull(limits);
        LimitAtScale[] ordered = [.. limits.OrderDescending(Comparer<LimitAtScale>.Create((one, other) => one.Scale.CompareTo(other.Scale)))];
        if (ordered.Any(one => !(one.Scale > 0 && double.IsFinite(one.Scale))) || ordered.DistinctBy(one => one.Scale).Count() < ordered.Length)
        {
            throw new ArgumentException("Scales are positive and differ.", nameof(limits));
        }
        if (ordered.DistinctBy(one => one.Sigma.Length).Count() > 1)
        {
            throw new ArgumentException("The limits have different numbers of modes.", nameof(limits));
        }
        if (ordered.Length < FewestScales || ordered[0].Scale < LeastRatio * ordered[^1].Scale * (1 - 1e-9))
        {
            return new(null, double.NaN, [], Say(
                $"There are {ordered.Length} scales{(ordered.Length == 0 ? "" : Say($" from {ordered[0].Scale:g3} to {ordered[^1].Scale:g3}"))}; an exponent needs at least {FewestScales} over a factor of {LeastRatio}: add smaller ones."));
        }
        ImmutableArray<ScaleExponent> exponents = [.. Enumerable.Range(0, ordered[0].Sigma.Length).Select(i => ExponentOf(ordered, i))];
        string range = Say($"ε from {ordered[0].Scale:g3} to {ordered[^1].Scale:g3}");
        int first = Array.FindIndex([.. exponents], one => one.IsZero is null);
        if (first >= 0)
        {
            ScaleExponent unclear = exponents[first];
            return new(null, double.NaN, exponents, Say(
                $"{exponents.Count(one => one.IsZero is null)} of {exponents.Length} exponents are undecided over {range}, the first is that of mode {first + 1}: {unclear.Exponent:g3} ± {unclear.HalfWidth:g2}, where 0 and more than {Border} are to be told apart. Add a scale of {ordered[^1].Scale / LeastRatio:g2}."));
        }
        int rank = exponents.Count(one => one.IsZero == true);
        double margin = exponents.Min(one => Math.Abs(one.Exponent - Border) - one.HalfWidth);
        double[] others = [.. exponents.Where(one => one.IsZero == false).Select(one => one.Exponent)];
        string rest = others.Length == 0 ? "" : double.IsInfinity(others.Min()) ? "; the others vanish" : Say($"; the smallest exponent of the others is {others.Min():g3}");
        return new(rank, margin, exponents, Say($"{rank} of {exponents.Length} modes do not depend on the scale over {range}{rest}."));
    }

    private static ScaleExponent ExponentOf(LimitAtScale[] ordered, int mode)
    {
        if (ordered.All(one => one.Sigma[mode] == 0))
        {
            return new(double.PositiveInfinity, 0, false);
        }
        if (ordered.Any(one => !(one.Sigma[mode] > 0 && double.IsFinite(one.Sigma[mode]))))
        {
            return new(double.NaN, double.NaN, null);
        }
        (double Slope, double Error)[] slopes = [.. ordered.Zip(ordered.Skip(1), (large, small) =>
        {
            double width = Math.Log(large.Scale / small.Scale);
            return (Math.Log(large.Sigma[mode] / small.Sigma[mode]) / width, (large.RelativeError + small.RelativeError) / width);
        })];
        (double slope, double error) = slopes[^1];
        (double before, double errorBefore) = slopes[^2];

        // A slope that converges geometrically changes by no more than its last change; twice that where it converges slowly.
        double halfWidth = 2 * Math.Abs(slope - before) + error + errorBefore;
        bool diesOut = Math.Abs(slope) <= Math.Max(Math.Abs(before), Noise) + error;
        bool? isZero = Math.Abs(slope) + halfWidth < Border && diesOut ? true
            : slope - halfWidth > Border ? false
            : null;
        return new(slope, halfWidth, isZero);
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
