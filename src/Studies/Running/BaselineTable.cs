using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>What other methods make of the completions of a study: a table for each problem with held-out entries, made once.</summary>
internal static class BaselineTable
{
    private const string BestRankName = "best-rank";
    private const string NuclearNormName = "nuclear-norm";
    private const string LeastSquaresName = "alternating-least-squares";
    private const int LargestRank = 10;

    /// <summary>The baselines that a study can ask for.</summary>
    public static ImmutableArray<string> Known { get; } = [BestRankName, NuclearNormName, LeastSquaresName];

    /// <summary>The problems of a study that have baselines, each with the name of its table and what tells it apart from the others.</summary>
    public static ImmutableArray<(string Name, string Label, ProblemSettings Problem)> Of(Study study) => study.Baselines.IsEmpty ? [] :
    [
        .. study.Runs.Where(run => run.Settings.Problem is CompletionSettings).Select(run => (Name: NameOf(run.Settings.Problem, study.Baselines), Label: LabelOf(run, study), run.Settings.Problem))
            .DistinctBy(one => one.Name),
    ];

    /// <summary>Columns estimate, rank, penalty, held-out-rmse, held-out-mae, held-out-relative-rmse, reason; no rows where nothing is held out.</summary>
    /// <returns>The table, and what each method makes of the data, in their units and with their names, where they are a file's.</returns>
    public static (DataFrame Table, ImmutableArray<(string Name, NamedMatrix Matrix)> Completed) Make(ProblemSettings problem, string label, ImmutableArray<string> baselines)
    {
        MatrixData data = new(problem);
        HeldOutError? error = data.HeldOut();
        List<(string Method, BaselineEstimate? Estimate, string Reason)> rows = [];
        void Add(BaselineEstimate estimate) => rows.Add((estimate.Method, estimate, estimate.Reason));
        foreach (string name in error is null ? [] : baselines)
        {
            try
            {
                switch (name)
                {
                    case BestRankName when data.KnownRank() is { } rank:
                        Enumerable.Range(1, Math.Min(rank, LargestRank)).Select(k => BestRank.Of(data.Scaled, k)).ToList().ForEach(Add);
                        break;
                    case BestRankName:
                        rows.Add((name, null, "The whole matrix is not known, so its best approximations are not either."));
                        break;
                    case NuclearNormName:
                        Add(NuclearNorm.Fit(data.Scaled, data.Observed));
                        break;
                    default:
                        Add(AlternatingLeastSquares.Fit(data.Scaled, data.Observed));
                        break;
                }
            }
            catch (ArgumentException exception)
            {
                // Too little data for one method is no reason to lose the others, or the runs.
                rows.Add((name, null, exception.Message));
            }
        }
        Column<double> Numbers(string name, Func<BaselineEstimate, double> of) => new(name, [.. rows.Select(row => row.Estimate is { } estimate ? of(estimate) : double.NaN)]);
        DataFrame table = new(
            new Column<string>("estimate", [.. rows.Select(row => (label.Length == 0 ? "" : label + ", ") + row.Method.Replace('-', ' '))]),
            Numbers("rank", one => one.Rank),
            Numbers("penalty", one => one.Penalty),
            Numbers("held-out-rmse", one => error!.Measure(one.EndToEnd)),
            Numbers("held-out-mae", one => error!.MeanAbsolute(one.EndToEnd)),
            Numbers("held-out-relative-rmse", one => error!.Measure(one.EndToEnd) / error.Scale),
            new Column<string>("reason", [.. rows.Select(row => row.Reason)]));
        List<(string, NamedMatrix)> completed = [];
        foreach (BaselineEstimate estimate in rows.Select(row => row.Estimate).OfType<BaselineEstimate>())
        {
            if (data.Completed(estimate.EndToEnd) is { } matrix)
            {
                completed.Add((FileOf(estimate), matrix));
            }
        }
        return (table, [.. completed]);
    }

    // Only of the best rank there are several.
    private static string FileOf(BaselineEstimate estimate) =>
        estimate.Method == BestRankName ? string.Create(CultureInfo.InvariantCulture, $"{BestRankName}-{estimate.Rank}") : estimate.Method;

    // The same problem and baselines have the same table, whatever else the study varies.
    private static string NameOf(ProblemSettings problem, ImmutableArray<string> baselines)
    {
        byte[] text = JsonText.Write(json =>
        {
            json.WriteStartArray();
            ProblemJson.Write(json, problem);
            foreach (string name in baselines)
            {
                json.WriteStringValue(name);
            }
            json.WriteEndArray();
        });
        return Convert.ToHexStringLower(SHA256.HashData(text))[..16];
    }

    private static string LabelOf(StudyRun run, Study study) => string.Join(
        ", ", study.AxisPaths.Where(path => path.StartsWith("problem.", StringComparison.Ordinal)).Select(path => string.Create(
            CultureInfo.InvariantCulture, $"{AxisName.Of(path, study.AxisPaths)} {run.AxisValues.GetValueOrDefault(path, "")}")));
}
