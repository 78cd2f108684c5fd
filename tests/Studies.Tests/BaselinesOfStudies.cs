using DlnDynamics.Analysis;

namespace DlnDynamics.Studies.Tests;

/// <summary>Baselines stand beside the runs in one table, are made once, and change no run.</summary>
public sealed class BaselinesOfStudies
{
    private const string Text = """
        study: compared
        problem:
          completion:
            matrix: { synthetic: { rows: 12, columns: 9, rank: 2, seed: 4 } }
            observed: { fraction: 0.7, seed: [1, 2] }
        flow:
          depth: 2
          start:
            balanced-orthogonal: { scale: 1e-2 }
        integrate:
          until: { time: 50 }
        judge:
          limit: { verify: false }
        """;

    [Fact]
    public void They_stand_below_the_runs_and_a_complete_folder_is_left_alone()
    {
        using TemporaryFolder folder = new();
        string results = Path.Combine(folder.Path, "results");
        Study study = StudyFile.Read(folder.Write("study.yaml", Text), "report.baselines=[best-rank, nuclear-norm, alternating-least-squares]");
        DataFrame table = Run(study, results).Tables.Comparison;
        string[] estimates = [.. table.Get<string>("estimate")];
        Assert.Equal(2 + 2 * (2 + 1 + 1), estimates.Length);
        Assert.Equal(["depth 2, observed.seed 1", "depth 2, observed.seed 2", "observed.seed 1, best rank", "observed.seed 1, best rank", "observed.seed 1, nuclear norm"], estimates[..5].Select(Reordered));

        // The truth has rank 2: the second best-rank row has no error, every other row some.
        double[] errors = [.. table.Get<double>("held-out-rmse")];
        Assert.InRange(errors[3], 0, 1e-12);
        Assert.All(errors.Where((_, row) => row is not (3 or 7)), error => Assert.InRange(error, 1e-6, 1));
        Assert.All(table.Get<double>("held-out-mae").Zip(errors), pair => Assert.InRange(pair.First, 0, pair.Second + 1e-15));

        string file = Directory.GetFiles(Path.Combine(results, "baselines"))[0];
        DateTime written = File.GetLastWriteTimeUtc(file);
        Run(study, results);
        Assert.Equal(written, File.GetLastWriteTimeUtc(file));
        Assert.Equal(study.Runs.Select(run => RunKey.Of(run.Settings)), StudyFile.Read(folder.Write("study.yaml", Text)).Runs.Select(run => RunKey.Of(run.Settings)));
    }

    [Fact]
    public void Their_matrices_are_kept_in_the_units_of_the_data_and_made_again_where_they_were_not_finished()
    {
        using TemporaryFolder folder = new();
        const int Rows = 9, Columns = 7;
        double[,] truth = new double[Rows, Columns];
        string data = "city" + string.Concat(Enumerable.Range(0, Columns).Select(j => $",c{j}")) + "\n", mask = "";
        for (int i = 0; i < Rows; i++)
        {
            data += $"r{i}";
            for (int j = 0; j < Columns; j++)
            {
                truth[i, j] = 50 + (i + 1) * (j - 2) + 3 * (i % 3) * (j % 2);
                data += FormattableString.Invariant($",{truth[i, j]}");
                mask += (j > 0 ? "," : "") + ((i + 2 * j) % 5 == 0 ? "0" : "1");
            }
            (data, mask) = (data + "\n", mask + "\n");
        }
        folder.Write("data.csv", data);
        folder.Write("mask.csv", mask);
        Study study = StudyFile.Read(folder.Write("study.yaml", """
            study: kept
            problem: { completion: { matrix: data.csv, observed: { mask: mask.csv }, centre: both, scale: 10 } }
            flow: { depth: 2, start: { balanced-orthogonal: } }
            integrate: { until: { time: 5 } }
            judge: { limit: { verify: false } }
            report: { baselines: [best-rank, nuclear-norm, alternating-least-squares] }
            """));
        string results = Path.Combine(folder.Path, "results"), baselines = Path.Combine(results, "baselines");
        DataFrame table = Run(study, results).Tables.Comparison;
        string made = Assert.Single(Directory.GetDirectories(baselines));
        string[] estimates = [.. table.Get<string>("estimate").Skip(1)];
        Assert.Equal(estimates.Length, Directory.GetFiles(made).Length);
        for (int row = 0; row < estimates.Length; row++)
        {
            string name = estimates[row].Replace(' ', '-') + (estimates[row] == "best rank" ? $"-{row + 1}" : "");
            NamedMatrix matrix = FormatFile.Read(folder, Path.Combine(made, name + ".csv"));
            Assert.Equal(("r8", "c6"), (matrix.RowNames[8], matrix.ColumnNames[6]));
            double[] misses = [.. Enumerable.Range(0, Rows * Columns).Where(k => (k % Rows + 2 * (k / Rows)) % 5 == 0).Select(k => matrix[k % Rows, k / Rows] - truth[k % Rows, k / Rows])];
            Assert.Equal(table.Get<double>("held-out-rmse")[row + 1], Math.Sqrt(misses.Average(miss => miss * miss)), 1e-10);
        }

        SortedDictionary<string, string> before = FolderContents.Reproducible(results);
        File.Delete(Directory.GetFiles(baselines)[0]);
        File.Delete(Path.Combine(made, "nuclear-norm.csv"));
        Run(study, results);
        Assert.Equal(before, FolderContents.Reproducible(results));
        SortedDictionary<string, DateTime> times = FolderContents.Times(results);
        Run(study, results);
        Assert.Equal(times, FolderContents.Times(results));
    }

    [Fact]
    public void Asked_for_later_they_are_added_to_finished_runs()
    {
        using TemporaryFolder folder = new();
        string file = folder.Write("study.yaml", Text), results = Path.Combine(folder.Path, "results");
        Assert.Equal(2, Run(StudyFile.Read(file), results).Tables.Comparison.RowCount);
        Assert.Equal(4, Run(StudyFile.Read(file, "report.baselines=[nuclear-norm]"), results).Tables.Comparison.RowCount);
    }

    [Fact]
    public void Too_few_entries_leave_a_row_with_the_reason_and_every_run()
    {
        using TemporaryFolder folder = new();
        Study study = StudyFile.Read(folder.Write("study.yaml", Text), "observed.fraction=0.1", "observed.seed=1", "report.baselines=[nuclear-norm]");
        DataFrame table = Run(study, Path.Combine(folder.Path, "results")).Tables.Comparison;
        Assert.Equal(2, table.RowCount);
        Assert.True(double.IsNaN(table.Get<double>("held-out-rmse")[1]));
        Assert.Contains("at least 20 are needed", table["reason"].TextAt(1), StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_baseline_is_refused() => Assert.Contains("Did you mean \"nuclear-norm\"?", Assert.Throws<StudyException>(() =>
    {
        using TemporaryFolder folder = new();
        StudyFile.Read(folder.Write("study.yaml", Text), "report.baselines=[nuclear-nrm]");
    }).Errors[0].ToString(), StringComparison.Ordinal);

    // The order of axes in a name is that of the plan.
    private static string Reordered(string name) => name.StartsWith("observed.seed", StringComparison.Ordinal) && name.Contains("depth", StringComparison.Ordinal)
        ? string.Join(", ", name.Split(", ").Reverse())
        : name;

    private static StudyReport Run(Study study, string folder) =>
        new StudyPipeline(new SingleRun()).Run(study, folder, 1, null, TestContext.Current.CancellationToken)!;
}
