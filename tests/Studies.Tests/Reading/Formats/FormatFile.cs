using DlnDynamics.Architecture.Tests;

namespace DlnDynamics.Studies.Tests;

/// <summary>The files of data/formats, written by NumPy and SciPy, and what is in them: see make-formats.py.</summary>
internal static class FormatFile
{
    public static string Folder { get; } = Repository.PathOf("tests", "Studies.Tests", "data", "formats");

    /// <summary>Every checked-in data file, by name.</summary>
    public static string[] Names { get; } = [.. Directory.GetFiles(Folder).Select(path => Path.GetFileName(path)!).Where(name => !name.EndsWith(".py", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static double Floating(int i, int j) => i + 10 * j - 10.75;

    public static double Signed(int i, int j) => i + 10 * j - 11;

    public static double Unsigned(int i, int j) => i + 10 * j;

    public static double Symmetric(int i, int j) => Math.Min(i, j) + 10 * Math.Max(i, j);

    public static double Skew(int i, int j) => (i - j) * (1 + i + j);

    /// <summary>A study of a data file; keys are those of the problem, "unlisted: zero".</summary>
    public static Study Study(TemporaryFolder folder, string file, params string[] keys) => StudyFile.Read(folder.Write("study.yaml", $$"""
        study: formats
        problem: { completion: { {{string.Join(", ", keys.Prepend($"matrix: {file}"))}} } }
        flow: { depth: 3, start: { balanced-identity: } }
        integrate: { until: { time: 1 } }
        """));

    /// <summary>The matrix of a data file, a checked-in one where the name is relative.</summary>
    public static NamedMatrix Read(TemporaryFolder folder, string file, params string[] keys) =>
        ((MatrixOfFile)Study(folder, Path.Combine(Folder, file), keys).Runs[0].Settings.Problem.Data).Matrix;

    /// <summary>The one sentence with which a data file is refused.</summary>
    public static StudyError Refusal(TemporaryFolder folder, string file, params string[] keys) =>
        Assert.Single(Assert.Throws<StudyException>(() => Read(folder, file, keys)).Errors);

    public static void AssertIs(NamedMatrix matrix, int rows, int columns, Func<int, int, double> entry)
    {
        Assert.Equal((rows, columns), (matrix.Rows, matrix.Columns));
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                Assert.True(entry(i, j).Equals(matrix[i, j]), $"row {i}, column {j}: {matrix[i, j]}, not {entry(i, j)}");
            }
        }
    }
}
