using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Figures;

namespace DlnDynamics.WorkPrecision;

/// <summary>Tables, figures and page of a benchmark in a folder.</summary>
internal static class ResultFolder
{
    /// <summary>File name of the page.</summary>
    public const string Page = "work-precision.html";

    /// <summary>Writes everything.</summary>
    public static void Write(string folder, Benchmark benchmark, ImmutableArray<AutoComparison> automatic)
    {
        ArgumentNullException.ThrowIfNull(benchmark);
        Directory.CreateDirectory(folder);
        DataFrame auto = ResultTables.Auto(automatic), best = ResultTables.Best(BestMethod.Of(benchmark.Measurements, benchmark.Floors));
        DataFrame problems = ResultTables.Problems(benchmark), runs = ResultTables.Runs(benchmark.Measurements);
        void WriteText(string name, string text) => File.WriteAllText(Path.Combine(folder, name), text);
        WriteText("work-precision.csv", CsvText.Of(runs));
        WriteText("auto.csv", CsvText.Of(auto));
        WriteText("best.csv", CsvText.Of(best));
        WriteText("problems.csv", CsvText.Of(problems));
        WriteText("timings.csv", CsvText.Of(ResultTables.Timings(benchmark.Measurements)));
        ImmutableArray<Figure> figures = [WorkPrecisionFigure.AgainstWork(benchmark.Measurements), WorkPrecisionFigure.AgainstTime(benchmark.Measurements)];
        foreach (Figure figure in figures)
        {
            WriteText(figure.Name + ".vl.json", figure.ToJson());
        }
        WriteText(Page, new ReportPage
        {
            Title = "Work and precision",
            Question = "What does an error cost, method by method, and how much more does the automatic method pay than the best single one?",
            Summary = AutoSummary.Of(automatic),
            Figures = figures,
            Tables =
            [
                new("The automatic method", auto, "auto.csv"),
                new("The best single method", best, "best.csv"),
                new("Problems, budgets and references", problems, "problems.csv"),
                new("All runs", runs, "work-precision.csv"),
            ],
            Version = "DlnDynamics.WorkPrecision",
        }.ToHtml());
    }
}
