using System.Globalization;

namespace DlnDynamics.Studies.Tests;

/// <summary>Every start against every problem: what is read can begin, and what cannot begin is refused with its place, by the shape of X and never by that of a file.</summary>
public sealed class StartsOfProblems : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public StartsOfProblems()
    {
        foreach ((int rows, int columns) in new[] { (3, 2), (2, 3), (3, 3), (7, 2), (7, 3), (2, 7), (3, 7), (5, 6), (5, 1), (4, 2), (4, 3), (3, 4), (2, 4) })
        {
            folder.Write(Matrix(rows, columns), Cells(rows, columns));
        }
    }

    /// <summary>Problems with the shape of their X; the samples are seven, the operators five.</summary>
    public static TheoryData<string, int, int> Problems() => new()
    {
        { "factorization: { matrix: m3x2.csv, names: none }", 3, 2 },
        { "factorization: { matrix: { synthetic: { rows: 2, columns: 3, rank: 2 } } }", 2, 3 },
        { "completion: { matrix: m3x2.csv, names: none }", 3, 2 },
        { "weighted: { matrix: m2x3.csv, weights: m2x3.csv, names: none }", 2, 3 },
        { "linear: { matrix: m3x2.csv, names: none }", 3, 2 },
        { "diagonal: { values: [3, 2, 1] }", 3, 3 },
        { "regression: { inputs: m7x2.csv, outputs: m7x3.csv, names: none }", 3, 2 },
        { "regression: { inputs: m7x3.csv, outputs: m7x2.csv, names: none, samples: rows }", 2, 3 },
        { "regression: { inputs: m2x7.csv, outputs: m3x7.csv, names: none, samples: columns }", 3, 2 },
        { "regression: { inputs: m3x3.csv, outputs: m3x2.csv, names: none }", 2, 3 },
        { "regression: { inputs: m7x3.csv, outputs: m7x3.csv, names: none }", 3, 3 },
        { "autoencoder: { data: m7x3.csv, names: none }", 3, 3 },
        { "autoencoder: { data: m3x7.csv, names: none, samples: columns }", 3, 3 },
        { "sensing: { operators: m5x6.csv, values: m5x1.csv, rows: 3, columns: 2 }", 3, 2 },
        { "sensing: { operators: m5x6.csv, values: m5x1.csv, rows: 2, columns: 3 }", 2, 3 },
    };

    public void Dispose() => folder.Dispose();

    [Theory]
    [MemberData(nameof(Problems))]
    public void What_is_read_can_begin_with_as_many_unknowns_as_the_plan_says(string problem, int m, int n)
    {
        int least = Math.Min(m, n);
        string sign = m == n ? "negative" : "any";
        string[] polar =
        [
            $"balanced-matrix: {{ file: {Matrix(m, n)} }}", $"balanced-orthogonal: {{ sign: {sign} }}", $"balanced-gaussian: {{ sign: {sign} }}", "balanced-identity: {}",
            $"balanced-low-rank: {{ rank: {least} }}", "balanced-low-rank: { rank: 1 }", "balanced-spectral: { rank: 1 }",
        ];
        string[] layers =
        [
            "layers-gaussian: { width: 5 }", "layers-gaussian: { widths: [4] }", "layers-identity: {}", "layers-identity: { widths: [1] }", "layers-relaxed-balanced: { imbalance: 0.4 }",
            "layers-relaxed-balanced: { imbalance: -0.4 }", $"layers-file: {{ files: [{Matrix(4, n)}, {Matrix(m, 4)}] }}",
        ];
        foreach ((string start, string coordinates) in polar.SelectMany(start => new[] { (start, "log-polar"), (start, "end-to-end"), (start, "layers") }).Concat(layers.Select(start => (start, "layers"))))
        {
            RunPlan plan = RunPlan.Of(StudyFile.Read(Study(problem, start, coordinates), "until.steps=2", "verify=false"));
            RunSettings settings = Assert.Single(plan.Settings);
            Assert.Equal((m, n), (settings.Problem.Rows, settings.Problem.Columns));
            RunRecord record = new SingleRun().Run(settings, "key", null, null, TestContext.Current.CancellationToken);
            Assert.True(record.Fault is null && record.ReturnCode == "step-limit-reached", $"{start} in {coordinates}: {record.ReturnCode}. {record.Sentence}");
            long stated = Assert.Single(plan.Outline.Rows).Dimension;
            Assert.True(record.State!.Rows == stated, $"{start} in {coordinates}: {record.State.Rows} unknowns, the plan says {stated}.");
            Assert.Equal((m, n), (record.Limit!.Rows, record.Limit.Columns));
        }
    }

    [Theory]
    [MemberData(nameof(Problems))]
    public void What_does_not_fit_X_is_refused_with_its_place(string problem, int m, int n)
    {
        int least = Math.Min(m, n);
        string shape = string.Create(CultureInfo.InvariantCulture, $"X of this problem is {m} × {n}");
        foreach ((int rows, int columns) in new[] { (3, 2), (2, 3), (3, 3), (7, 2), (7, 3), (2, 7), (3, 7), (5, 6) }.Where(other => other != (m, n)))
        {
            Refuses(problem, $"balanced-matrix: {{ file: {Matrix(rows, columns)} }}", "file: ", $"the start is {rows} × {columns} and {shape}; they must have one shape.");
        }
        Refuses(problem, $"balanced-low-rank: {{ rank: {least + 1} }}", "rank: ", $"{shape} and has rank at most {least}, found {least + 1}.");
        Refuses(problem, $"balanced-spectral: {{ rank: {least + 1} }}", "rank: ", $"{shape} and has rank at most {least}, found {least + 1}.");
        if (m != n)
        {
            Refuses(problem, "balanced-orthogonal: { sign: positive }", "sign: ", $"{shape}, and only a square one");
            Refuses(problem, "balanced-gaussian: { sign: negative }", "sign: ", $"{shape}, and only a square one");
        }
        Refuses(problem, "layers-file: { files: [m3x7.csv, m3x3.csv] }", "files: ", $"W1 has 7 columns; expected {n}, the number of columns of X.", "layers");
        Refuses(problem, $"layers-file: {{ files: [{Matrix(7, n)}, m2x7.csv, m7x2.csv] }}", "files: ", $"W3 has 7 rows; expected {m}, the number of rows of X.", "layers", depth: 3);
    }

    /// <summary>At the value of a key, which is where what to change stands.</summary>
    private void Refuses(string problem, string start, string key, string words, string coordinates = "log-polar", int depth = 2)
    {
        string path = Study(problem, start, coordinates, depth);
        StudyError error = Assert.Single(Assert.Throws<StudyException>(() => StudyFile.Read(path)).Errors);
        string line = File.ReadAllLines(path)[5];
        Assert.Equal((6, line.IndexOf(" " + key, StringComparison.Ordinal) + key.Length + 2), (error.Line, error.Column));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    private string Study(string problem, string start, string coordinates, int depth = 2) => folder.Write("study.yaml", string.Create(CultureInfo.InvariantCulture, $$"""
        study: starts
        problem: { {{problem}} }
        flow:
          depth: {{depth}}
          coordinates: {{coordinates}}
          start: { {{start}} }
        integrate: { until: { time: 1 } }
        """));

    private static string Matrix(int rows, int columns) => string.Create(CultureInfo.InvariantCulture, $"m{rows}x{columns}.csv");

    // Positive, so that they can be weights too, and without a pattern that would lower the rank.
    private static string Cells(int rows, int columns) => string.Join('\n', Enumerable.Range(0, rows).Select(i =>
        string.Join(',', Enumerable.Range(0, columns).Select(j => (1.5 + Math.Sin(7 * i + 3 * j + i * j)).ToString("F6", CultureInfo.InvariantCulture)))));
}
