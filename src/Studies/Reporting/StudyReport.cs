using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Analysis;
using DlnDynamics.Figures;

namespace DlnDynamics.Studies;

/// <summary>Tables, figures and page of a results folder, made from what is stored there and from nothing else.</summary>
public sealed class StudyReport
{
    private readonly FolderStore store;

    private StudyReport(PlanOutline outline, ImmutableArray<RunRecord?> records, FolderStore store)
    {
        Outline = outline;
        Records = records;
        this.store = store;
        Tables = StudyTables.From(outline, records, store);
    }

    /// <summary>The plan.</summary>
    public PlanOutline Outline { get; }

    /// <summary>For each row of the plan its record, or null when it is not stored.</summary>
    public ImmutableArray<RunRecord?> Records { get; }

    /// <summary>The tables.</summary>
    public StudyTables Tables { get; }

    /// <summary>The results folder.</summary>
    public string Folder => store.Folder;

    /// <summary>Path of the page.</summary>
    public string Page => Path.Combine(Folder, "report.html");

    /// <summary>Whether every run came to the end that the study asks for.</summary>
    public bool IsFinished => Records.All(record => record is not null && RunOutcome.IsFinished(record.ReturnCode));

    /// <summary>The report of a folder that a study was run into.</summary>
    /// <exception cref="StudyException">The folder holds no results.</exception>
    public static StudyReport Of(FolderStore store)
    {
        ArgumentNullException.ThrowIfNull(store);
        string plan = store.PathOf("plan.json");
        if (!File.Exists(plan))
        {
            throw new StudyException([new(store.Folder, 1, 1, "", "this is not a results folder of `dln run`: it holds no plan.json.")]);
        }
        PlanOutline outline = PlanJson.Read(File.ReadAllBytes(plan));
        return new(outline, [.. outline.Rows.Select(row => store.Read(row.Key))], store);
    }

    /// <summary>Writes every file whose bytes would change.</summary>
    public void Write()
    {
        void WriteTable(string name, DataFrame frame) => AtomicFile.Write(store.PathOf("tables", name), CsvTable.Write(frame));
        WriteTable("runs.csv", Tables.Runs);
        WriteTable("trajectories.csv", Tables.Trajectories);
        WriteTable("singular-values.csv", Tables.SingularValues);
        WriteTable("events.csv", Tables.Events);
        WriteTable("rates.csv", Tables.Rates);
        WriteTable("stages.csv", Tables.Stages);
        WriteTable("stationarity.csv", Tables.Stationarity);
        WriteTable("certificates.csv", Tables.Certificates);
        WriteTable("depth-comparison.csv", Tables.DepthComparison);
        WriteTable("comparison.csv", Tables.Comparison);
        WriteTable("descent.csv", Tables.Descent.Samples);
        WriteTable("descent-stages.csv", Tables.Descent.Stages);
        WriteTable("descent-rules.csv", Tables.Descent.Rules);
        WriteTable("timings.csv", Tables.Timings);
        foreach (string key in Outline.Rows.Select(row => row.Key).Where(key => File.Exists(store.PathOf("runs", key, "completed.csv"))))
        {
            AtomicFile.Write(store.PathOf("tables", "completed", key + ".csv"), File.ReadAllBytes(store.PathOf("runs", key, "completed.csv")));
        }
        StudyFrames frames = new(Tables.Runs, Tables.Trajectories, Tables.SingularValues, Outline.AxisNames, Outline.TimeTitle)
        {
            Events = Tables.Events,
            Rates = Tables.Rates,
            DepthComparison = Tables.DepthComparison,
            Descent = Tables.Descent.Samples,
        };
        ImmutableArray<Figure> figures = [.. Outline.Figures.Select(name => FigureCatalog.Draw(name, frames))];
        foreach (Figure figure in figures)
        {
            AtomicFile.Write(store.PathOf("figures", figure.Name + ".vl.json"), figure.ToJson());
        }
        AtomicFile.Write(Page, PageOf([.. figures.Where(figure => figure.HasData)]).ToHtml());
        string manifest = store.PathOf("manifest.json");
        if (File.Exists(manifest))
        {
            AtomicFile.Write(manifest, Manifest.WithPageOfThisProgram(File.ReadAllBytes(manifest)));
        }
    }

    private ReportPage PageOf(ImmutableArray<Figure> figures) => new()
    {
        Title = Outline.Study,
        Question = Outline.Question,
        Summary = [.. Records.Select((record, row) => Sentence(Outline.NameOf(row), record)), .. LimitsNeedNotMeet()],
        Figures = figures,
        Tables = PageTables.Of(Tables, Outline),
        Version = $"dln {Manifest.Version}",
    };

    /// <summary>What a reader must know who compares limits with infinite depth where frames are frozen there.</summary>
    private IEnumerable<string> LimitsNeedNotMeet()
    {
        string? key = Tables.DepthComparison.RowCount == 0 ? null : Tables.DepthComparison["key"].TextAt(0);
        if (Records.FirstOrDefault(record => record?.Key == key) is { } record && store.ReadMatrices(record.Key).Limit is { } limit
            && !DepthComparison.LimitsCommute(limit.Rows, limit.Columns, record.Certificates.RowCount))
        {
            yield return "Limits of finite depth need not tend to the limit of infinite depth here: from starts that are not square and of full rank, "
                + "frames move on the time scale τ ~ N that infinite depth freezes. Distances at fixed times do fall as 1/N.";
        }
    }

    // One sentence a run: what it is, what it found, how it ended.
    private static string Sentence(string name, RunRecord? record)
    {
        if (record is null)
        {
            return $"{name}: not run yet.";
        }
        string Number(string column, string format) => record[column] is double value ? value.ToString(format, CultureInfo.InvariantCulture) : "undecided";
        string known = record["target-rank"] is double rank ? string.Create(CultureInfo.InvariantCulture, $" (known rank {rank})") : "";
        string heldOut = record["held-out-relative-rmse"] is double ? $", held-out relative error {Number("held-out-relative-rmse", "G3")}" : "";
        string margin = (record["gap-rank"], record["gap-rank-margin"]) switch
        {
            (double, double.PositiveInfinity) => ", the next mode vanishing",
            (double, double) => $" by {Number("gap-rank-margin", "F2")} decades",
            _ => "",
        };
        string end = record["stationary-point"] is string point ? $", the end is {point.Replace('-', ' ')}" : "";
        string stages = record["stages"] is double count ? string.Create(CultureInfo.InvariantCulture, $", {count} stages") : "";
        string flag = record["invariants"] is "broken" ? $" Beware: {record["invariants-reason"]}" : "";
        return $"{name}: gap rank {Number("gap-rank", "G3")}{margin}{known}, "
            + $"limiting rank {Number("limiting-rank", "G3")}{heldOut}{stages}{end}. {record.Sentence}{flag}";
    }
}
