using System.Text;

namespace DlnDynamics.Studies.Tests;

public sealed class BadFormatFile : IDisposable
{
    private const string Header = "%%MatrixMarket matrix ";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private StudyError Refusal(string name, byte[] bytes, params string[] keys)
    {
        string path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, bytes);
        StudyError error = FormatFile.Refusal(folder, path, keys);
        Assert.Equal(path, error.File);
        return error;
    }

    [Theory]
    [InlineData("refused-large.npy", "row 1, column 2 (byte 136): the integer 9007199254740993 is beyond 2^53")]
    [InlineData("refused-infinite.npy", "row 1, column 2 (byte 136) is infinite")]
    [InlineData("refused-complex.npy", "of NumPy type <c16; expected real numbers")]
    [InlineData("refused-vector.npy", "the array has 1 dimension; expected 2")]
    [InlineData("refused-text.npy", "of NumPy type <U1")]
    [InlineData("refused-record.npy", "an array of plain numbers")]
    [InlineData("refused-sparse.npz", "scipy.io.mmwrite")]
    [InlineData("refused-complex.mtx", "the matrix is complex; expected a real one")]
    [InlineData("refused-hermitian.mtx", "the matrix is hermitian; expected a real one")]
    [InlineData("refused-complex.mat", "the matrix \"x\" is complex")]
    [InlineData("refused-version5.mat", "save('name.mat', 'X', '-v4')")]
    [InlineData("refused-version73.mat", "numpy.savez('name.npz', X=X)")]
    [InlineData("f8-missing.npy", "row 2, column 1 (byte 152) is NaN; state missing: nan", "missing: zero")]
    [InlineData("two.npz", "the file holds 2 arrays; state which one behind its name, as in FILE#NAME: one of x, observed.")]
    [InlineData("two.npz", "no array \"y\"; expected one of x, observed.", "array: y")]
    [InlineData("two.mat", "the file holds 6 arrays; state which one behind its name, as in FILE#NAME: one of x, observed, single")]
    [InlineData("two.mat", "no array \"note\"", "array: note")]
    [InlineData("two.npz#y", "no array \"y\"; expected one of x, observed.")]
    [InlineData("two.npz#", "no array \"\"; expected one of x, observed.")]
    [InlineData("two.npz#y", "no array \"y\"", "array: x")]
    [InlineData("none.npz#x", "none.npz\" does not exist")]
    [InlineData("none#x", "none#x\" does not exist")]
    [InlineData("table.csv#x", "a .csv file holds one matrix only")]
    [InlineData("f8-little.npy", "a .npy file holds one matrix only", "array: x")]
    [InlineData("f8-little.npy", "a .npy file holds no names", "names: rows")]
    [InlineData("f8-little.npy", "layout: triplets is for tables", "layout: triplets")]
    [InlineData("triplets.tsv", "expected names: auto, columns", "layout: triplets", "names: rows")]
    public void Is_refused_in_one_sentence(string file, string words, params string[] keys) =>
        Assert.Contains(words, FormatFile.Refusal(folder, file, keys).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\n", 1, "expected a first line as in")]
    [InlineData("1 1 1\n", 1, "expected a first line as in")]
    [InlineData(Header + "array pattern general\n1 1\n1\n", 1, "\"matrix array pattern general\" is not a MatrixMarket format")]
    [InlineData(Header + "coordinate real diagonal\n1 1 1\n", 1, "is not a MatrixMarket format")]
    [InlineData(Header + "coordinate real general\n", 1, "rows, columns and number of entries")]
    [InlineData(Header + "coordinate real general\n% x\n2 2\n", 3, "rows, columns and number of entries, found \"2 2\"")]
    [InlineData(Header + "array real general\n2 -2\n", 2, "expected whole numbers, found \"2 -2\"")]
    [InlineData(Header + "array real general\n0 2\n", 2, "0 × 2; expected at least one")]
    [InlineData(Header + "array real symmetric\n3 2\n1\n1\n1\n1\n1\n", 2, "a symmetric matrix is square")]
    [InlineData(Header + "array real general\n900000 900000\n", 2, "at most 16777216 entries")]
    [InlineData(Header + "array real general\n99999999999999999999 1\n", 2, "expected whole numbers")]
    [InlineData(Header + "array real general\n9223372036854775807 9223372036854775807\n", 2, "at most 16777216 entries")]
    [InlineData(Header + "array real general\n4000 4000\n1\n", 2, "should list 16000000 entries, and only 2 bytes follow")]
    [InlineData(Header + "coordinate real general\n4000 4000 9999999999\n1 1 1\n", 2, "should list 9999999999 entries")]
    [InlineData(Header + "coordinate real general\n2 2 2\n1 1 1.00000000000\n", 3, "should list 2 entries and ends after 1")]
    [InlineData(Header + "coordinate real general\n2 2 1\n1 1 1\n2 2 2\n", 4, "expected nothing after the 1 entries, found \"2 2 2\"")]
    [InlineData(Header + "coordinate real general\n2 2 1\n3 1 1\n", 3, "row 3, column 1 is outside the 2 × 2 matrix")]
    [InlineData(Header + "coordinate real general\n2 2 1\n0 1 1\n", 3, "row 0, column 1 is outside")]
    [InlineData(Header + "coordinate real general\n2 2 2\n1 1 1\n\n1 1 2\n", 5, "row 1, column 1 is listed twice, in lines 3 and 5")]
    [InlineData(Header + "coordinate real symmetric\n2 2 2\n2 1 1\n1 2 1\n", 4, "is listed twice, in lines 3 and 4")]
    [InlineData(Header + "coordinate real skew-symmetric\n2 2 1\n1 1 1\n", 3, "the diagonal of a skew-symmetric matrix is not listed")]
    [InlineData(Header + "coordinate real general\n2 2 1\n1 1 x\n", 3, "expected a number, found \"1 1 x\"")]
    [InlineData(Header + "coordinate real general\n2 2 1\n1 1 1e999\n", 3, "row 1, column 1 is infinite")]
    [InlineData(Header + "coordinate real general\n2 2 1\n1 1 1 1\n", 3, "expected row, column and value")]
    [InlineData(Header + "coordinate integer general\n2 2 1\n1 1 1.5\n", 3, "expected an integer")]
    [InlineData(Header + "coordinate integer general\n2 2 1\n1 1 9007199254740993\n", 3, "beyond 2^53")]
    [InlineData(Header + "coordinate real general\n2 2 0\n", 1, "every entry of the matrix is missing")]
    public void Of_the_MatrixMarket_is_refused_with_its_line(string text, int line, string words)
    {
        StudyError error = Refusal("data.mtx", Encoding.UTF8.GetBytes(text));
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (9999999999, 9999999999), }", "at most 16777216 entries")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999, 1), }", "must give descr, fortran_order and shape")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (-1, 1), }", "must give")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (0, 3), }", "0 × 3; expected at least one")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (4000, 4000), }", "has 128000000 bytes, and here are 0")]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2, 2), }", "the array has 3 dimensions")]
    [InlineData("{'descr': '<f8', 'shape': (2, 2), }", "must give")]
    [InlineData("{'descr': '<f8', 'descr': '<f4', 'fortran_order': False, 'shape': (2, 2), }", "must give")]
    [InlineData("__import__('os')", "must give")]
    public void Of_NumPy_with_an_odd_header_is_refused(string header, string words) => Assert.Contains(words,
        Refusal("data.npy", [0x93, .. "NUMPY"u8, 1, 0, (byte)header.Length, 0, .. Encoding.ASCII.GetBytes(header)]).Message, StringComparison.Ordinal);

    [Fact]
    public void Of_NumPy_with_a_header_longer_than_the_file_is_refused() =>
        Assert.Contains("should have 4294967295 bytes", Refusal("data.npy", [0x93, .. "NUMPY"u8, 2, 0, 255, 255, 255, 255, 0]).Message, StringComparison.Ordinal);

    [Fact]
    public void That_contradicts_itself_on_what_is_missing_is_refused() => Assert.Contains("state one of the two",
        Assert.Throws<StudyException>(() => FormatFile.Read(folder, "coordinate-real.mtx", "missing: zero", "unlisted: zero")).Message, StringComparison.Ordinal);

    [Fact]
    public void That_is_not_compressed_is_refused_under_a_name_that_says_so() =>
        Assert.Contains("remove .gz from its name", Refusal("data.csv.gz", "1,2\n"u8.ToArray()).Message, StringComparison.Ordinal);
}
