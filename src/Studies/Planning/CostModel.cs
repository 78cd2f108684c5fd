using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>Size and rough duration of a run from its settings alone: the same on every machine.</summary>
internal static class CostModel
{
    /// <summary>Number of components of the state.</summary>
    public static long Dimension(RunSettings settings)
    {
        long m = settings.Problem.Rows, n = settings.Problem.Columns, least = Math.Min(m, n), most = Math.Max(m, n);
        switch (settings.Coordinates)
        {
            case CoordinateKind.EndToEnd:
                return m * n;
            case CoordinateKind.Layers:
                if (settings.Start is LayersFileSettings { Layers: var layers })
                {
                    return layers.Sum(layer => (long)layer.Rows * layer.Columns);
                }
                ImmutableArray<int> widths = [(int)n, .. HiddenWidths(settings), (int)m];
                return widths.Zip(widths.Skip(1), (below, above) => (long)below * above).Sum();
            default:
                // H, U and R; R stays fixed, and out of the state, when its side is no larger than the rank.
                long rank = settings.Start is LowRankSettings low ? low.Rank : least;
                return rank * (rank + 1) / 2 + most * rank + (rank == least ? 0 : least * rank);
        }
    }

    private static ImmutableArray<int> HiddenWidths(RunSettings settings)
    {
        int m = settings.Problem.Rows, n = settings.Problem.Columns, hidden = settings.Depth.Layers - 1;
        return settings.Start switch
        {
            LayersGaussianSettings { Widths: { IsDefault: false } widths } => widths,
            LayersIdentitySettings { Widths: { IsDefault: false } widths } => widths,
            LayersGaussianSettings { Width: { } width } => [.. Enumerable.Repeat(width, hidden)],
            LayersIdentitySettings { Width: { } width } => [.. Enumerable.Repeat(width, hidden)],
            LayersRelaxedBalancedSettings relaxed => [.. FlowOfSettings.RelaxedOf(relaxed).ShapeOf(m, n, hidden + 1).Widths.Skip(1).Take(hidden)],
            _ => [.. Enumerable.Repeat(Math.Min(m, n), hidden)],
        };
    }

    /// <summary>Seconds on a machine on which the cities (100 × 100) take 1.4 ms an evaluation, and 20 √t evaluations at tolerance 1e-4, 37 √t at 1e-6.</summary>
    public static double Seconds(RunSettings settings)
    {
        double m = settings.Problem.Rows, n = settings.Problem.Columns;
        double factors = settings.Coordinates == CoordinateKind.Layers ? settings.Depth.Layers : 1;
        double evaluation = 2e-6 + (ByFactors(settings) ?? 1.4e-9 * m * n * Math.Min(m, n) * factors);
        double evaluations = 500 + 20 * Math.Sqrt(settings.Until.Time ?? 1e6) * Math.Pow(1e-4 / settings.Tolerance, 1.0 / 7);
        double seconds = evaluation * Math.Min(evaluations, settings.Until.Evaluations ?? double.PositiveInfinity);
        // Two digits: more would pretend, and fewer bits cannot differ between machines.
        return double.Parse(seconds.ToString("E1", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    /// <summary>Seconds an evaluation where the loss goes through a list of entries and acts on X by its modes: nothing then is m × n. Null elsewhere.</summary>
    private static double? ByFactors(RunSettings settings)
    {
        double m = settings.Problem.Rows, n = settings.Problem.Columns;
        if (settings is not { Coordinates: CoordinateKind.LogPolar, Problem: CompletionSettings { ObservedCount: var observed } }
            || !CompletionSettings.IsSparse(observed, settings.Problem.Rows, settings.Problem.Columns))
        {
            return null;
        }
        double modes = settings.Start is LowRankSettings low ? low.Rank : Math.Min(m, n);
        // Measured at 4000 × 4000, 54 000 entries and four modes: reaching for entries one by one is dearer than products of whole matrices.
        return 1e-8 * modes * (observed + (m + n) * modes);
    }
}
