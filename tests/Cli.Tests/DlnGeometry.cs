using System.Text.Json;
using DlnDynamics.Studies.Tests;

namespace DlnDynamics.Cli.Tests;

public sealed class DlnGeometry : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Golden => folder.Write("x.csv", ",a,b,c\nx,.6,-.2,.1\ny,.3,.5,-.4\nz,-.1,.2,.7\n");

    [Fact]
    public void Prints_what_the_matrix_is_a_line_a_depth_and_every_note_once()
    {
        string file = Golden;
        CommandLine done = CommandLine.Run("geometry", file, "--depth", "2", "--depth", "infinite");
        Assert.Equal((0, ""), (done.ExitCode, done.Error));
        string[] lines = done.Output.Split('\n');
        Assert.Equal($"{file}: 3 × 3, rank 3, effective rank 2.948, stable rank 1.964", lines[0]);
        Assert.Equal("singular values: 0.8592, 0.6353, 0.5551", lines[1]);
        Assert.Matches("^depth +log-volume +unnormalised +frames +entropy +metric-min +metric-max$", lines[3]);

        // MATH.md §7; the extreme eigenvalues are the extreme σ^(2−2/N).
        Assert.Equal(["2", "1.753728", "-1.365434", "-2.533506", "6.563132", "0.5550933", "0.8592439"], lines[4].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(["infinite", "3.532265", "-", "-0.7549697", "-", "0.3081286", "0.7383"], lines[5].Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(2, lines[7..].Count(line => line.StartsWith("depth infinite: At infinite depth", StringComparison.Ordinal)));
        Assert.Equal([file], Directory.GetFileSystemEntries(folder.Path));
    }

    [Fact]
    public void Prints_an_array_with_json_and_nothing_else()
    {
        CommandLine done = CommandLine.Run("geometry", Golden, "--depth", "3", "--depth", "infinite", "--json");
        using JsonDocument document = JsonDocument.Parse(done.Output);
        Assert.Equal((0, "", 2), (done.ExitCode, done.Error, document.RootElement.GetArrayLength()));
        Assert.Equal(2.3438004913610353, document.RootElement[0].GetProperty("log-volume").GetDouble(), 1e-13);
        Assert.Equal(JsonValueKind.Null, document.RootElement[0].GetProperty("note").ValueKind);
        Assert.Equal(JsonValueKind.Null, document.RootElement[1].GetProperty("entropy").ValueKind);
    }

    [Fact]
    public void Refuses_bad_input_with_2_every_error_a_line_and_no_output()
    {
        CommandLine refused = CommandLine.Run("geometry", Path.Combine(folder.Path, "none.csv"), "--depth", "1.5", "--rank", "0");
        Assert.Equal((2, ""), (refused.ExitCode, refused.Output));
        Assert.Equal(3, refused.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        CommandLine nothing = CommandLine.Run("geometry", Golden);
        Assert.Equal((2, "--depth: expected at least one, as in --depth 3 or --depth infinite.\n"), (nothing.ExitCode, nothing.Error));
    }

    [Fact]
    public void Shows_the_first_and_the_last_of_many_singular_values()
    {
        string[] rows = [.. Enumerable.Range(0, 12).Select(i => string.Join(',', Enumerable.Range(0, 12).Select(j => i == j ? 12 - i : 0)))];
        CommandLine done = CommandLine.Run("geometry", folder.Write("d.csv", string.Join('\n', rows)), "--depth", "2", "--rank", "10");
        Assert.Contains("singular values: 12, 11, 10, 9, 8, 7, 6, 5, …, 3\n", done.Output, StringComparison.Ordinal);
        Assert.Contains("\n10 of 12 singular values count; the others, 2 and less, are taken as zeros: as was asked.\n", done.Output, StringComparison.Ordinal);
    }
}
