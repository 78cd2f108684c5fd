using System.Collections.Immutable;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>The volume hypothesis as tables: the map, the outcomes, the verdicts. Depths as text, scaled units, rescaled clock.</summary>
public static class VolumeFrames
{
    /// <summary>Columns depth, w12, w21, log-volume: on a square grid of cell centres around 0, none of them on the axes.</summary>
    /// <param name="depths">The depths.</param>
    /// <param name="minimisers">The plane.</param>
    /// <param name="reach">The largest |w| of the square; positive.</param>
    /// <param name="cells">Number of cells a side, even.</param>
    public static DataFrame Map(IReadOnlyList<Depth> depths, DiagonalMinimisers minimisers, double reach, int cells = 48)
    {
        double Centre(int cell) => reach * ((2 * cell + 1.0) / cells - 1);
        (Depth Depth, double W12, double W21)[] rows =
        [
            .. from depth in depths from i in Enumerable.Range(0, cells) from j in Enumerable.Range(0, cells) select (depth, Centre(i), Centre(j)),
        ];
        return new(
            new Column<string>("depth", [.. rows.Select(row => row.Depth.ToString())]),
            new Column<double>("w12", [.. rows.Select(row => row.W12)]),
            new Column<double>("w21", [.. rows.Select(row => row.W21)]),
            new Column<double>("log-volume", [.. rows.Select(row => minimisers.LogVolume(row.Depth, row.W12, row.W21))]));
    }

    /// <summary>Columns branch, w12, w21: the hyperbola of rank-1 minimisers inside a square.</summary>
    public static DataFrame Hyperbola(DiagonalMinimisers minimisers, double reach, int points = 61)
    {
        double end = Math.Log(reach / Math.Sqrt(Math.Abs(minimisers.A * minimisers.B)));
        (bool Positive, double W12, double W21)[] rows =
        [
            .. from positive in new[] { true, false }
               from k in Enumerable.Range(0, points)
               let place = minimisers.OnHyperbola(end * (2.0 * k / (points - 1) - 1), positive)
               select (positive, place.W12, place.W21),
        ];
        return new(
            new Column<string>("branch", [.. rows.Select(row => row.Positive ? "positive" : "negative")]),
            new Column<double>("w12", [.. rows.Select(row => row.W12)]),
            new Column<double>("w21", [.. rows.Select(row => row.W21)]));
    }

    /// <summary>Columns key (the depth), depth, seed, arrived, w12, w21, sigma-ratio, position and quantile (NaN where not of low rank): one row a start.</summary>
    public static DataFrame OutcomesOf(IEnumerable<(Depth Depth, ImmutableArray<Outcome> Outcomes)> ensembles, DiagonalMinimisers minimisers)
    {
        var rows = ensembles.SelectMany(one =>
        {
            CurveLaw law = new(one.Depth, minimisers);
            return one.Outcomes.Select(outcome =>
            {
                double position = outcome.HasArrived && outcome.Sigma[1] < VolumeHypothesis.LowRank * outcome.Sigma[0] ? VolumeHypothesis.PositionOf(outcome) : double.NaN;
                return (one.Depth, Outcome: outcome, Position: position, Quantile: double.IsNaN(position) ? double.NaN : law.Quantile(position));
            });
        }).ToArray();
        return new(
            new Column<string>("key", [.. rows.Select(row => row.Depth.ToString())]),
            new Column<string>("depth", [.. rows.Select(row => row.Depth.ToString())]),
            new Column<long>("seed", [.. rows.Select(row => row.Outcome.Seed)]),
            new Column<string>("arrived", [.. rows.Select(row => row.Outcome.HasArrived ? "yes" : "no")]),
            new Column<double>("w12", [.. rows.Select(row => row.Outcome.EndToEnd[0, 1])]),
            new Column<double>("w21", [.. rows.Select(row => row.Outcome.EndToEnd[1, 0])]),
            new Column<double>("sigma-ratio", [.. rows.Select(row => row.Outcome.Sigma[1] / row.Outcome.Sigma[0])]),
            new Column<double>("position", [.. rows.Select(row => row.Position)]),
            new Column<double>("quantile", [.. rows.Select(row => row.Quantile)]));
    }

    /// <summary>Columns key, depth, then the properties of <see cref="VolumeHypothesis"/>: one row a depth.</summary>
    public static DataFrame Verdicts(IReadOnlyList<VolumeHypothesis> rows)
    {
        Column<double> Numbers(string name, Func<VolumeHypothesis, double> of) => new(name, [.. rows.Select(of)]);
        return new(
            new Column<string>("key", [.. rows.Select(row => row.Depth.ToString())]),
            new Column<string>("depth", [.. rows.Select(row => row.Depth.ToString())]),
            new Column<string>("verdict", [.. rows.Select(row => row.Verdict switch
            {
                VolumeVerdict.HoldsAsLaw => "holds as a law",
                VolumeVerdict.Concentrates => "holds as concentration",
                VolumeVerdict.FailsAlong => "fails along the hyperbola",
                VolumeVerdict.FailsInRank => "fails in rank",
                _ => "undecided",
            })]),
            new Column<int>("outcomes", [.. rows.Select(row => row.Arrived)]),
            new Column<int>("lost", [.. rows.Select(row => row.Lost)]),
            Numbers("low-rank-share", row => row.LowRankShare),
            Numbers("share-lower", row => row.ShareLower),
            Numbers("share-upper", row => row.ShareUpper),
            Numbers("mean-quantile", row => row.MeanQuantile),
            Numbers("quantile-error", row => row.QuantileError),
            Numbers("distance", row => row.Fit.Distance),
            Numbers("p-value", row => row.Fit.Probability),
            new Column<string>("reason", [.. rows.Select(row => row.Reason)]));
    }
}
