namespace DlnDynamics.Studies.Tests;

public sealed class MatrixFormatsRead : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private static bool IsEven(int i, int j) => (i + j) % 2 == 0;

    [Fact]
    public void Every_type_and_order_of_NumPy()
    {
        string[] names = [.. FormatFile.Names.Where(name => name.EndsWith(".npy", StringComparison.Ordinal) && name[0] is 'f' or 'i' or 'u' && !name.Contains("missing", StringComparison.Ordinal))];
        // Four sizes with and without sign, three of them in both byte orders; two sizes of floats in both; Fortran twice; versions 2 and 3.
        Assert.Equal(2 * 7 + 4 + 2 + 2, names.Length);
        Assert.All(names, name => FormatFile.AssertIs(FormatFile.Read(folder, name), 4, 3, name[0] switch
        {
            'f' => FormatFile.Floating,
            'i' => FormatFile.Signed,
            _ => FormatFile.Unsigned,
        }));
        FormatFile.AssertIs(FormatFile.Read(folder, "b1.npy"), 4, 3, (i, j) => IsEven(i, j) ? 1 : 0);
    }

    [Theory]
    [InlineData("f8-missing.npy")]
    [InlineData("f8-missing.npy", "missing: nan")]
    [InlineData("table.csv")]
    [InlineData("table.tsv")]
    [InlineData("table.csv.gz")]
    [InlineData("coordinate-real.mtx")]
    [InlineData("coordinate-real.mtx.gz")]
    [InlineData("sparse.mat")]
    [InlineData("triplets.tsv", "layout: triplets")]
    [InlineData("triplets.tsv.gz", "layout: triplets")]
    [InlineData("triplets.csv", "layout: { triplets: { row: country, column: year, value: gdp } }")]
    [InlineData("triplets.csv", "layout: { triplets: { row: 3, column: year, value: 2 } }")]
    public void What_is_not_there_as_missing(string file, params string[] keys)
    {
        NamedMatrix matrix = FormatFile.Read(folder, file, keys);
        bool isInOrderOfAppearance = file == "triplets.csv";
        int[] rows = isInOrderOfAppearance ? [2, 0, 3, 1] : [0, 1, 2, 3];
        FormatFile.AssertIs(matrix, 4, 3, (i, j) => IsEven(rows[i], j) ? FormatFile.Floating(rows[i], j) : double.NaN);
    }

    [Theory]
    [InlineData("coordinate-real.mtx")]
    [InlineData("sparse.mat")]
    [InlineData("triplets.tsv", "layout: triplets")]
    public void What_is_not_listed_as_zero_where_the_study_says_so(string file, params string[] keys) =>
        FormatFile.AssertIs(FormatFile.Read(folder, file, [.. keys, "unlisted: zero"]), 4, 3, (i, j) => IsEven(i, j) ? FormatFile.Floating(i, j) : 0);

    [Theory]
    [InlineData("array-real.mtx")]
    [InlineData("one.npz")]
    [InlineData("one.npz.gz")]
    [InlineData("one.mat")]
    [InlineData("one.mat.gz")]
    [InlineData("big-endian.mat")]
    [InlineData("f8-little.npy.gz")]
    [InlineData("two.npz", "array: x")]
    [InlineData("two-compressed.npz", "array: x")]
    [InlineData("two.mat", "array: x")]
    [InlineData("two.mat", "array: single")]
    [InlineData("two.npz#x")]
    [InlineData("two.mat#single")]
    [InlineData("two.npz#x", "array: observed")]
    public void A_full_matrix(string file, params string[] keys) => FormatFile.AssertIs(FormatFile.Read(folder, file, keys), 4, 3, FormatFile.Floating);

    [Fact]
    public void Integers_of_every_kind()
    {
        FormatFile.AssertIs(FormatFile.Read(folder, "array-integer.mtx"), 4, 3, FormatFile.Signed);
        FormatFile.AssertIs(FormatFile.Read(folder, "two.mat", "array: integer"), 4, 3, FormatFile.Signed);
        FormatFile.AssertIs(FormatFile.Read(folder, "two.mat", "array: small"), 4, 3, FormatFile.Signed);
        FormatFile.AssertIs(FormatFile.Read(folder, "two.mat", "array: byte"), 4, 3, FormatFile.Unsigned);
        FormatFile.AssertIs(FormatFile.Read(folder, "coordinate-integer.mtx"), 4, 3, (i, j) => IsEven(i, j) ? FormatFile.Signed(i, j) : double.NaN);
        FormatFile.AssertIs(FormatFile.Read(folder, "coordinate-pattern.mtx"), 4, 3, (i, j) => IsEven(i, j) ? 1 : double.NaN);
    }

    [Fact]
    public void Both_triangles_of_what_lists_one()
    {
        FormatFile.AssertIs(FormatFile.Read(folder, "array-symmetric.mtx"), 4, 4, FormatFile.Symmetric);
        FormatFile.AssertIs(FormatFile.Read(folder, "array-skew.mtx"), 4, 4, FormatFile.Skew);
        FormatFile.AssertIs(FormatFile.Read(folder, "coordinate-symmetric.mtx"), 4, 4, (i, j) => IsEven(i, j) ? FormatFile.Symmetric(i, j) : double.NaN);
        FormatFile.AssertIs(FormatFile.Read(folder, "coordinate-skew.mtx"), 4, 4, (i, j) => IsEven(i, j) ? FormatFile.Skew(i, j) : double.NaN);
        FormatFile.AssertIs(FormatFile.Read(folder, "coordinate-skew.mtx", "unlisted: zero"), 4, 4, (i, j) => IsEven(i, j) ? FormatFile.Skew(i, j) : 0);
    }

    [Fact]
    public void A_number_that_means_missing_in_every_format()
    {
        Assert.False(FormatFile.Read(folder, "u1-little.npy", "missing: zero").IsPresent(0, 0));
        Assert.False(FormatFile.Read(folder, "array-integer.mtx", "missing: { value: -11 }").IsPresent(0, 0));
        Assert.False(FormatFile.Read(folder, "two.mat", "array: integer", "missing: { value: -11 }").IsPresent(0, 0));
        Assert.False(FormatFile.Read(folder, "triplets.tsv", "layout: triplets", "missing: { value: -10.75 }").IsPresent(0, 0));
    }

    [Fact]
    public void The_same_matrix_from_every_format_as_the_same_values()
    {
        string[] full = ["f8-little.npy", "f8-big.npy", "f8-fortran.npy", "one.npz", "array-real.mtx", "one.mat"];
        Assert.Single(full.Select(file => string.Join(' ', FormatFile.Read(folder, file).Values)).Distinct());
    }

    [Fact]
    public void Masks_and_starts_from_every_format()
    {
        string Of(string file) => Path.Combine(FormatFile.Folder, file);
        Study Read(string mask, string start) => StudyFile.Read(folder.Write("study.yaml", $$"""
            study: formats
            problem: { completion: { matrix: {{Of("f8-little.npy")}}, observed: { {{mask}} } } }
            flow: { depth: 2, coordinates: layers, start: { {{start}} } }
            integrate: { until: { time: 1 } }
            """));
        string[] masks =
        [
            $"mask: {Of("b1.npy")}", $"mask: {Of("two.npz")}, array: observed", $"mask: {Of("two.npz")}#observed", $"mask: {Of("two-compressed.npz")}, array: observed",
            $"mask: {Of("two.mat")}, array: observed", $"mask: {Of("coordinate-pattern.mtx")}",
        ];
        foreach (string mask in masks)
        {
            CompletionSettings problem = (CompletionSettings)Read(mask, "balanced-identity:").Runs[0].Settings.Problem;
            Assert.Equal(Enumerable.Range(0, 12).Select(k => IsEven(k % 4, k / 4)), Assert.IsType<MaskedEntries>(problem.Observed).IsObserved);
        }
        BalancedMatrixSettings start = (BalancedMatrixSettings)Read(masks[0], $"balanced-matrix: {{ file: {Of("two.npz")}, array: x }}").Runs[0].Settings.Start;
        FormatFile.AssertIs(start.Matrix, 4, 3, FormatFile.Floating);
        // What a sparse start does not list is 0: nothing of a start may be missing.
        start = (BalancedMatrixSettings)Read(masks[0], $"balanced-matrix: {{ file: {Of("coordinate-real.mtx")} }}").Runs[0].Settings.Start;
        FormatFile.AssertIs(start.Matrix, 4, 3, (i, j) => IsEven(i, j) ? FormatFile.Floating(i, j) : 0);
        LayersFileSettings layers = (LayersFileSettings)Read(masks[0], $"layers-file: {{ files: [{Of("one.mat")}, {Of("array-symmetric.mtx")}] }}").Runs[0].Settings.Start;
        FormatFile.AssertIs(layers.Layers[0], 4, 3, FormatFile.Floating);
        FormatFile.AssertIs(layers.Layers[1], 4, 4, FormatFile.Symmetric);
    }

    [Fact]
    public void A_matrix_whose_geometry_is_asked()
    {
        int Rank(string file, string? array = null) => GeometryRequest.Read(Path.Combine(FormatFile.Folder, file), ["2"], array: array)[0].Modes.Rank;
        // i + 10 j + constant has rank 2.
        Assert.Equal(2, Rank("two.npz", "x"));
        Assert.Equal(2, Rank("two.npz#x"));
        Assert.Equal(2, Rank("one.mat"));
        // Entries of odd i + j are 0: even and odd rows and columns are apart, 2 × 2 and 2 × 1.
        Assert.Equal(3, Rank("coordinate-real.mtx"));
        StudyError error = Assert.Single(Assert.Throws<StudyException>(() => Rank("f8-missing.npy")).Errors);
        Assert.EndsWith("f8-missing.npy: 6 entries are missing, the first in row 2, column 1; the geometry is that of a whole matrix: fill it in, or take a completed one from a study's tables/completed.", error.ToString(), StringComparison.Ordinal);
    }
}
