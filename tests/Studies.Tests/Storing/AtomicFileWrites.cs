namespace DlnDynamics.Studies.Tests;

public sealed class AtomicFileWrites : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Whole_files_and_leaves_equal_ones_alone()
    {
        string path = Path.Combine(folder.Path, "deep", "file.txt");
        Assert.True(AtomicFile.Write(path, "one"));
        DateTime time = File.GetLastWriteTimeUtc(path);
        Assert.False(AtomicFile.Write(path, "one"));
        Assert.Equal(time, File.GetLastWriteTimeUtc(path));
        Assert.True(AtomicFile.Write(path, "two"));
        Assert.Equal("two", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Never_half_a_file_that_a_reader_could_see()
    {
        string path = Path.Combine(folder.Path, "file.txt");
        string[] texts = [new('a', 200_000), new('b', 200_000)];
        AtomicFile.Write(path, texts[0]);
        using CancellationTokenSource done = new();
        Task writer = Task.Run(() =>
        {
            for (int i = 1; i <= 40; i++)
            {
                AtomicFile.Write(path, texts[i % 2]);
            }
            done.Cancel();
        }, TestContext.Current.CancellationToken);
        int read = 0;
        while (!done.IsCancellationRequested || read == 0)
        {
            Assert.Contains(File.ReadAllText(path), texts);
            read++;
        }
        await writer;
    }
}
