using System.IO.Compression;

namespace DlnDynamics.Studies.Tests;

/// <summary>Whatever bytes a data file holds, there is a matrix or a sentence, and no more memory than the matrix needs.</summary>
public sealed class AnyDataFile : IDisposable
{
    private const long Mebi = 1 << 20;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // The largest matrix that is read has 2^24 entries; sparse files may declare it in a few bytes, and each entry takes a number and a line.
    private static long BoundFor(string name) => 4 * Mebi + (IsSparse(name) ? (8 + 4) * (1L << 24) : 0);

    private static bool IsSparse(string name) => name.Contains("mtx", StringComparison.Ordinal) || name.StartsWith("sparse", StringComparison.Ordinal);

    private static string[] KeysFor(string name) => name.StartsWith("triplets", StringComparison.Ordinal) ? ["layout: triplets"]
        : name.StartsWith("two", StringComparison.Ordinal) ? ["array: x"] : [];

    private bool IsRefused(string name, byte[] bytes, string story, params string[] keys)
    {
        string path = Path.Combine(folder.Path, name);
        File.WriteAllBytes(path, bytes);
        long before = GC.GetAllocatedBytesForCurrentThread();
        Exception? exception = Record.Exception(() => FormatFile.Read(folder, path, [.. KeysFor(name), .. keys]));
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(exception is null or StudyException, $"{story}: {exception}");
        Assert.True(allocated <= BoundFor(name), $"{story}: {allocated} bytes allocated, at most {BoundFor(name)} expected");
        if (exception is StudyException refused)
        {
            Assert.All(refused.Errors, error => Assert.True(error is { Line: >= 1, Column: >= 1, Message.Length: > 10 and < 500 }, $"{story}: {error}"));
        }
        return exception is not null;
    }

    [Fact]
    public void Is_read_or_refused_with_a_sentence_whatever_was_changed_in_it()
    {
        const int Seed = 11, Trials = 25;
        Random random = new(Seed);
        byte[] odd = [0, 1, 0x7F, 0x80, 0xFF, .. " \n-9,'\"(%eN"u8];
        int refused = 0, all = 0;
        foreach (string name in FormatFile.Names)
        {
            byte[] right = File.ReadAllBytes(Path.Combine(FormatFile.Folder, name));
            for (int trial = 0; trial < Trials; trial++)
            {
                List<byte> bytes = [.. right];
                for (int slip = 0; slip <= random.Next(4); slip++)
                {
                    // Half of the slips fall into the first bytes, where formats say what follows.
                    int at = random.Next(random.Next(2) == 0 ? Math.Min(100, bytes.Count) : bytes.Count);
                    byte value = random.Next(2) == 0 ? odd[random.Next(odd.Length)] : (byte)random.Next(256);
                    switch (random.Next(4))
                    {
                        case 0:
                            bytes.Insert(at, value);
                            break;
                        case 1:
                            bytes.RemoveAt(at);
                            break;
                        default:
                            bytes[at] = value;
                            break;
                    }
                }
                all++;
                refused += IsRefused(name, [.. bytes], $"seed {Seed}, {name}, trial {trial}") ? 1 : 0;
            }
        }
        Assert.InRange(refused, all / 3, all * 19 / 20);
    }

    [Fact]
    public void Is_read_or_refused_with_a_sentence_whatever_is_dropped_of_it()
    {
        const int Seed = 13, Trials = 400;
        Random random = new(Seed);
        string[] cells = ["a", "b", "1", "2", "2001", "NA", "", "x y", "1e999", "\"1,5\"", "é"], items = ["a", "b", "1", "2", "3", "2001", "'1'", "x y", "[1]", "~", "0", "99999999999"];
        string[] names = ["auto", "none", "columns", "rows", "both"];
        int refused = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            int width = random.Next(4) == 0 ? random.Next(1, 4) : 4;
            string Cell() => random.Next(10) > 0 ? "7" : cells[random.Next(cells.Length)];
            string Row() => string.Join(',', Enumerable.Range(0, random.Next(20) == 0 ? width + 1 : width).Select(_ => Cell()));
            string text = (random.Next(2) == 0 ? "a,b,2001,x y\n" : "") + string.Join('\n', Enumerable.Range(0, random.Next(5)).Select(_ => Row()));
            string drop = $"drop: [{string.Join(", ", Enumerable.Range(0, random.Next(1, 3)).Select(_ => items[random.Next(items.Length)]))}]", rule = $"names: {names[random.Next(names.Length)]}";
            refused += IsRefused("dropped.csv", System.Text.Encoding.UTF8.GetBytes(text), $"seed {Seed}, trial {trial}, {drop}, {rule} of {text}", drop, rule) ? 1 : 0;
        }
        Assert.InRange(refused, Trials / 3, Trials * 19 / 20);
    }

    [Fact]
    public void Is_read_or_refused_with_a_sentence_whatever_stands_behind_its_name()
    {
        const int Seed = 14, Trials = 300;
        Random random = new(Seed);
        string[] files = ["two.npz", "two.mat", "one.npz.gz", "table.csv", "none.npz", "", "."], scraps = ["#", "x", "observed", "/", "..", "é", " ", "\\", ".npz", "##", "\u0001", "%"];
        int refused = 0;
        for (int trial = 0; trial < Trials; trial++)
        {
            string behind = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => scraps[random.Next(scraps.Length)]));
            string path = Path.Combine(FormatFile.Folder, files[random.Next(files.Length)]) + (random.Next(3) > 0 ? "#x" : "#" + behind);
            string quoted = "\"" + string.Concat(path.Select(letter => letter is '\\' ? "\\\\" : letter < ' ' ? "\\x01" : letter.ToString())) + "\"";
            string study = folder.Write("study.yaml", $"study: a\nproblem: {{ completion: {{ matrix: {quoted} }} }}\nflow: {{ depth: 2, start: {{ balanced-identity: }} }}\nintegrate: {{ until: {{ time: 1 }} }}\n");
            Exception? exception = Record.Exception(() => StudyFile.Read(study).ResolvedFor(folder.Path));
            Assert.True(exception is null or StudyException, $"seed {Seed}, trial {trial}, {path}: {exception}");
            refused += exception is null ? 0 : 1;
        }
        Assert.InRange(refused, Trials / 3, Trials * 19 / 20);
    }

    [Fact]
    public void Is_refused_when_it_is_cut_short_wherever_its_format_can_tell()
    {
        const int Seed = 12, Trials = 10;
        Random random = new(Seed);
        foreach (string name in FormatFile.Names)
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(FormatFile.Folder, name));
            // A table has no end, the last digits of a last number are not missed, and variables of MATLAB follow each other without being counted.
            bool canTell = Path.GetExtension(name) is not (".csv" or ".tsv" or ".mtx") && name != "two.mat";
            for (int trial = 0; trial < Trials; trial++)
            {
                int length = trial == 0 ? bytes.Length - 1 : random.Next(bytes.Length);
                string story = $"seed {Seed}, {name}, cut to {length} of {bytes.Length}";
                bool isRefused = IsRefused(name, bytes[..length], story);
                Assert.True(isRefused || !canTell, $"{story}: not refused");
            }
        }
    }

    [Fact]
    public void Is_refused_before_it_unpacks_to_more_than_is_read()
    {
        byte[] member = Packed(new byte[32 * Mebi]);
        // Members of a gzip file follow each other: 17 × 32 MiB in half a megabyte.
        Assert.True(IsRefused("bomb.csv.gz", [.. Enumerable.Repeat(member, 17).SelectMany(bytes => bytes)], "bomb"));
        Assert.Contains("unpacks to more than 512 MiB", Message("bomb.csv.gz"), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_a_number_in_an_archive_is_not_what_was_packed()
    {
        foreach (string name in FormatFile.Names.Where(name => name.Contains(".npz", StringComparison.Ordinal) || name.EndsWith(".gz", StringComparison.Ordinal)))
        {
            byte[] bytes = File.ReadAllBytes(Path.Combine(FormatFile.Folder, name));
            // Inside the contents of the first array: behind its zip header of 59 bytes or less; of a .gz, before its check sum.
            bytes[name.EndsWith(".npz", StringComparison.Ordinal) ? 100 : bytes.Length - 12] ^= 0x10;
            Assert.True(IsRefused(name, bytes, name), name);
        }
    }

    [Theory]
    [InlineData("1", "a row has more than 4194304 characters")]
    [InlineData("1\n", "the quotation mark that opens this cell is not closed", "\"")]
    public void Is_refused_when_a_row_does_not_end(string piece, string words, string before = "")
    {
        string path = folder.Write("long.csv", before + string.Concat(Enumerable.Repeat(piece, 5_000_000)));
        long start = GC.GetAllocatedBytesForCurrentThread();
        StudyError error = FormatFile.Refusal(folder, path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - start, 0, 64 * Mebi);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(1, error.Line);
    }

    [Fact]
    public void Is_refused_when_the_directory_of_an_archive_lies()
    {
        byte[] right = File.ReadAllBytes(Path.Combine(FormatFile.Folder, "one.npz"));
        int end = right.Length - 22, directory = BitConverter.ToInt32(right, end + 16);
        byte[] With(int at, params byte[] bytes) => [.. right[..at], .. bytes, .. right[(at + bytes.Length)..]];
        Assert.True(IsRefused("count.npz", With(end + 8, 0xFF, 0xFE, 0xFF, 0xFE), "more entries than there are"));
        Assert.Contains("at most 1000 arrays", Message("count.npz"), StringComparison.Ordinal);
        // The sizes of the entry, packed and not: 24 and 20 bytes after its beginning.
        Assert.True(IsRefused("packed.npz", With(directory + 20, 0xFF, 0xFF, 0xFF, 0x7F), "more bytes than there are"));
        Assert.True(IsRefused("sizes.npz", With(directory + 20, 0xFE, 0xFF, 0xFF, 0xFF, 0xFE, 0xFF, 0xFF, 0xFF), "an entry of four gigabytes"));
    }

    [Fact]
    public void Of_the_largest_shape_that_a_sparse_file_may_declare_is_refused_or_read_within_the_memory_it_needs() =>
        Assert.False(IsRefused("large.mtx", [.. "%%MatrixMarket matrix coordinate real general\n4096 4096 1\n4096 1 2.5\n"u8], "largest"));

    private string Message(string name) => FormatFile.Refusal(folder, Path.Combine(folder.Path, name)).Message;

    private static byte[] Packed(byte[] bytes)
    {
        using MemoryStream packed = new();
        using (GZipStream stream = new(packed, CompressionLevel.SmallestSize))
        {
            stream.Write(bytes);
        }
        return packed.ToArray();
    }
}
