using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace DlnDynamics.Studies.Tests;

/// <summary>Files whose bytes are no text, are damaged or are no file at all: the sentence says where.</summary>
public sealed class DamagedFiles : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string PathOf(string name) => Path.Combine(folder.Path, name);

    private StudyError Refusal(string name, byte[] bytes, params string[] keys)
    {
        File.WriteAllBytes(PathOf(name), bytes);
        return FormatFile.Refusal(folder, PathOf(name), keys);
    }

    private static byte[] Packed(string text, CompressionLevel level = CompressionLevel.SmallestSize)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, level))
        {
            stream.Write(Encoding.UTF8.GetBytes(text));
        }
        return packed.ToArray();
    }

    private void MakePipe(string name)
    {
        using Process made = Process.Start("mkfifo", [PathOf(name)]);
        made.WaitForExit();
        Assert.Equal(0, made.ExitCode);
    }

    // To open a pipe would wait for a writer, and none comes.
    private static async Task<StudyError> RefusalInTime(string path)
    {
        Task<StudyException> refused = Task.Run(() => Assert.Throws<StudyException>(() => StudyFile.Read(path)), TestContext.Current.CancellationToken);
        return Assert.Single((await refused.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken)).Errors);
    }

    [Theory]
    [InlineData("data.csv", false)]
    [InlineData("data.csv", true)]
    [InlineData("study.yaml", false)]
    [InlineData("study.yaml", true)]
    public async Task A_pipe_is_refused_and_never_opened(string name, bool isLinked)
    {
        string study = SampleStudy.In(folder);
        File.Delete(PathOf(name));
        MakePipe(isLinked ? "pipe" : name);
        if (isLinked)
        {
            File.CreateSymbolicLink(PathOf(name), PathOf("pipe"));
        }
        StudyError error = await RefusalInTime(study);
        Assert.Equal(PathOf(name), error.File);
        Assert.Contains("is no ordinary file but a pipe or a device; write what it should hold to an ordinary file first.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("data.csv")]
    [InlineData("study.yaml")]
    public async Task A_device_is_refused(string name)
    {
        string study = SampleStudy.In(folder);
        File.Delete(PathOf(name));
        File.CreateSymbolicLink(PathOf(name), "/dev/zero");
        Assert.Contains("a pipe or a device", (await RefusalInTime(study)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_empty_study_file_is_refused() =>
        Assert.Contains("the file is empty", Assert.Throws<StudyException>(() => StudyFile.Read(folder.Write("e.yaml", ""))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_link_to_an_ordinary_file_is_read()
    {
        SampleStudy.In(folder);
        File.CreateSymbolicLink(PathOf("link.csv"), "data.csv");
        FormatFile.AssertIs(FormatFile.Read(folder, PathOf("link.csv"), "drop: [Rome]"), 3, 1, (i, _) => new[] { 0, 1, double.NaN }[i]);
    }

    [Theory]
    [InlineData("a,K\xF6ln\n1,2\n", 1, 2, "F6")]
    [InlineData("\xE9,b\n1,2\n", 1, 1, "E9")]
    [InlineData("a,b\n1,2\nr\xE9sum\xE9,4\n", 3, 1, "E9")]
    [InlineData("a,b\r\n\"x, y\",2\r\n\"\xE4, \"\"z\",\"4\"\r\n", 3, 1, "E4")]
    [InlineData("a,b\r1,2\r3,\xFC\r", 3, 2, "FC")]
    [InlineData("a,\"b\nc \xFC\",d\n1,2\n", 2, 2, "FC")]
    public void A_byte_that_is_no_UTF_8_is_refused_with_its_cell(string text, int line, int column, string wrong)
    {
        StudyError error = Refusal("data.csv", Encoding.Latin1.GetBytes(text));
        Assert.Equal($"the byte {wrong} here is no UTF-8; save the file as UTF-8.", error.Message);
        Assert.Equal((line, column), (error.Line, error.Column));
    }

    [Fact]
    public void Triplets_and_studies_must_be_UTF_8_too()
    {
        StudyError error = Refusal("data.csv", Encoding.Latin1.GetBytes("x,y,v\np,K\xF6ln,1\n"), "layout: triplets");
        Assert.Equal((2, 2), (error.Line, error.Column));
        File.WriteAllBytes(PathOf("s.yaml"), Encoding.Latin1.GetBytes("study: a\nquestion: K\xF6ln?\n"));
        StudyError ofStudy = Assert.Single(Assert.Throws<StudyException>(() => StudyFile.Read(PathOf("s.yaml"))).Errors);
        Assert.Equal((2, 12), (ofStudy.Line, ofStudy.Column));
        Assert.Contains("the byte F6 here is no UTF-8", ofStudy.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_with_a_mark_are_read()
    {
        foreach (Encoding encoding in new[] { Encoding.UTF8, Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            File.WriteAllBytes(PathOf("data.csv"), [.. encoding.GetPreamble(), .. encoding.GetBytes("Köln,b\n1,2\n3,4\n")]);
            NamedMatrix matrix = FormatFile.Read(folder, PathOf("data.csv"));
            Assert.Equal(["Köln", "b"], matrix.ColumnNames);
            FormatFile.AssertIs(matrix, 2, 2, (i, j) => 1 + 2 * i + j);
        }
    }

    [Fact]
    public void Members_of_a_gzip_file_follow_each_other()
    {
        // As bgzip writes them: with an extra field, and an empty member at the end.
        byte[] tagged = Packed("7,8\n");
        tagged[3] |= 4;
        byte[] extra = [.. tagged[..10], 6, 0, (byte)'B', (byte)'C', 2, 0, 0, 0, .. tagged[10..]];
        byte[] empty = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0];
        byte[] named = Packed("5,6\n", CompressionLevel.NoCompression);
        named[3] |= 8;
        File.WriteAllBytes(PathOf("data.csv.gz"), [.. Packed("1,2\n3,"), .. empty, .. Packed("4\n"), .. named[..10], (byte)'n', 0, .. named[10..], .. extra, .. empty]);
        FormatFile.AssertIs(FormatFile.Read(folder, PathOf("data.csv.gz")), 4, 2, (i, j) => 1 + 2 * i + j);
    }

    [Fact]
    public void A_gzip_file_that_is_damaged_says_so()
    {
        byte[] right = Packed("1,2\n3,4\n"), wrongSum = [.. right], wrongData = [.. right], wrongMethod = [.. right];
        wrongSum[^8] ^= 1;
        wrongData[10] = 0xFF;
        wrongMethod[2] = 7;
        Assert.Contains("is damaged or cut short: behind byte 10 no check sum fits the 8 bytes", Refusal("data.csv.gz", wrongSum).Message, StringComparison.Ordinal);
        Assert.Contains("is damaged or cut short", Refusal("data.csv.gz", [.. right, .. right[..^1]]).Message, StringComparison.Ordinal);
        Assert.Contains("is damaged: its compressed data cannot be unpacked", Refusal("data.csv.gz", wrongData).Message, StringComparison.Ordinal);
        Assert.Contains("byte 2 of the gzip file says that it is compressed by method 7", Refusal("data.csv.gz", wrongMethod).Message, StringComparison.Ordinal);
        Assert.Contains($"ends at byte {right.Length}, and 7 bytes follow", Refusal("data.csv.gz", [.. right, .. "garbage"u8]).Message, StringComparison.Ordinal);
        Assert.Contains("inside a header", Refusal("data.csv.gz", [.. right, .. right[..5]]).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, "the file ends after byte 2, inside the header of a NumPy array; it is cut short.")]
    [InlineData(9, "the file ends after byte 8, inside the header")]
    [InlineData(100, "the NumPy header should have 118 bytes from byte 10 on; the file ends after 100: it is cut short.")]
    [InlineData(131, "and here are 3, from byte 128 on; the file is cut short.")]
    [InlineData(-1, "from byte 128 on; something follows the matrix.")]
    public void A_NumPy_file_that_is_cut_short_says_where(int length, string words)
    {
        byte[] right = File.ReadAllBytes(Path.Combine(FormatFile.Folder, "f8-little.npy"));
        Assert.Contains(words, Refusal("data.npy", length < 0 ? [.. right, 0] : right[..length]).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_array_of_an_archive_is_named()
    {
        byte[] stored = NpzFile.Write(("x", LinearAlgebra.Matrix.Of(new[,] { { 1, 2 }, { 3, double.PositiveInfinity } })));
        Assert.Contains("in \"x.npy\": the entry in row 2, column 2 (byte ", Refusal("data.npz", stored).Message, StringComparison.Ordinal);
        byte[] damaged = [.. stored];
        // Inside the numbers: behind the zip and NumPy headers.
        damaged[170] ^= 1;
        Assert.Contains("the array \"x.npy\" is damaged: its check sum is wrong.", Refusal("data.npz", damaged).Message, StringComparison.Ordinal);
    }
}
