namespace DlnDynamics.Studies.Tests;

public sealed class SummaryOfData : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("1,2\n3,4\n", "data.csv: 2 × 2, all 4 entries present, from 1 to 4.")]
    [InlineData("1,,3\n-4.5,,\n", "data.csv: 2 × 3, 3 of 6 entries present (50 %), from -4.5 to 3; nothing in column 2.")]
    [InlineData("x,a,b\np,1,2\nq,,\nr,,\n", "data.csv: 3 × 2, 2 of 6 entries present (33.3 %), from 1 to 2; nothing in 2 rows, the first of them row 2 (\"q\").")]
    [InlineData("1,\n,\n", "data.csv: 2 × 2, 1 of 4 entries present (25 %), from 1 to 1; nothing in row 2 and column 2.")]
    public void Says_in_one_line_what_was_read(string data, string line)
    {
        folder.Write("data.csv", data);
        Assert.Equal(line, FormatFile.Study(folder, "data.csv").Notes[0]);
    }

    [Fact]
    public void Has_one_line_a_file_however_many_runs_use_it() =>
        Assert.Single(SampleStudy.Read(folder).Notes, note => note.StartsWith("data.csv", StringComparison.Ordinal));
}
