using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Figures;

namespace DlnDynamics.Studies;

/// <summary>The tables of a page: those of the files, arranged for a reader.</summary>
internal static class PageTables
{
    // What a reader looks for first; the rest follows in the order of the file.
    private static readonly string[] First =
    [
        "return-code", "time", "loss", "gap-rank", "gap-rank-margin", "target-rank", "limiting-rank", "limiting-rank-margin", "strict-rank",
        "held-out-relative-rmse", "effective-rank", "stages", "stationary-point", "rate-law", "rate", "rate-standard-error", "predicted-rate", "limit-digits", "invariants",
    ];

    private static readonly string[] Verdicts = ["gap-rank", "limiting-rank", "strict-rank", "stages"];

    // Of a spectrum a page shows what a figure shows.
    private const int Largest = 12;

    /// <summary>Those that have a row.</summary>
    public static ImmutableArray<ReportTable> Of(StudyTables tables, PlanOutline outline) => [.. All(tables, outline).Where(table => table.Frame.RowCount > 0)];

    private static ImmutableArray<ReportTable> All(StudyTables tables, PlanOutline outline) =>
    [
        new("Runs", Runs(tables.Runs, outline), "tables/runs.csv"),
        new("Held-out entries", new(tables.Comparison.Columns.Where(column => column.Name is not ("key" or "reason"))), "tables/comparison.csv"),
        new("Rates", WithAxes(Decided(tables.Rates), outline), "tables/rates.csv"),
        new("Stages", WithAxes(tables.Stages, outline), "tables/stages.csv"),
        new("Events", WithAxes(tables.Events, outline), "tables/events.csv"),
        new("Limits, the twelve largest modes", WithAxes(FirstModes(tables.Certificates), outline), "tables/certificates.csv"),
        new("Stationarity", WithAxes(tables.Stationarity, outline), "tables/stationarity.csv"),
        new("Distance of limits to infinite depth", WithAxes(LimitsOf(tables.DepthComparison), outline), "tables/depth-comparison.csv"),
        new("Descent in discrete time", WithAxes(new(tables.Descent.Rules.Columns.Where(column => column.Name != "stages-reason")), outline), "tables/descent-rules.csv"),
        new("Stages of descent", WithAxes(tables.Descent.Stages, outline), "tables/descent-stages.csv"),
    ];

    /// <summary>Axes and verdicts first, keys and sentences of reasons left to the file, undecided verdicts by that word.</summary>
    private static DataFrame Runs(DataFrame runs, PlanOutline outline)
    {
        string[] first = [.. outline.AxisNames, .. First.Where(runs.Has)];
        IEnumerable<Column> rest = runs.Columns.Where(column =>
            !first.Contains(column.Name) && column.Name != "key" && !column.Name.EndsWith("-reason", StringComparison.Ordinal));
        return new(first.Select(name => runs[name]).Concat(rest).Select(column => Verdicts.Contains(column.Name) ? InWords(column, runs) : column));
    }

    private static Column<string> InWords(Column column, DataFrame runs) => new Column<string>(column.Name,
    [
        .. Enumerable.Range(0, column.Count).Select(row =>
            column.TextAt(row) is { Length: > 0 } text ? text : runs["return-code"].TextAt(row) is RunOutcome.NotRun or RunOutcome.Failed ? "" : "undecided"),
    ]);

    /// <summary>The loss and the distance of every run, and the modes that have a law; the file has them all.</summary>
    private static DataFrame Decided(DataFrame rates) => rates.Where(row =>
        rates["law"].TextAt(row) != "undecided" || rates["quantity"].TextAt(row) != "singular-value");

    private static DataFrame FirstModes(DataFrame modes) => modes.Where(row => CsvTable.Number(modes["index"].ValueAt(row)) <= Largest);

    private static DataFrame LimitsOf(DataFrame distances)
    {
        DataFrame limits = distances.Where(row => double.IsInfinity(CsvTable.Number(distances["time"].ValueAt(row))));
        return new(limits.Columns.Where(column => column.Name is not ("time" or "reference")));
    }

    /// <summary>The axis values of each row's run in the place of its key.</summary>
    private static DataFrame WithAxes(DataFrame table, PlanOutline outline)
    {
        if (!table.Has("key"))
        {
            return table;
        }
        Dictionary<string, ImmutableArray<string>> values = outline.Rows.DistinctBy(row => row.Key).ToDictionary(row => row.Key, row => row.AxisValues);
        ImmutableArray<string> keys = table.Get<string>("key");
        IEnumerable<Column> axes = outline.AxisNames.Select((name, axis) => new Column<string>(table.Has(name) ? name + " of the run" : name, [.. keys.Select(key => values[key][axis])]));
        return new(axes.Concat(table.Columns.Where(column => column.Name != "key")));
    }
}
