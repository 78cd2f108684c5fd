using System.Text.Json;
using DlnDynamics.FakeDln;
using DlnDynamics.Studies;
using DlnDynamics.Studies.Tests;

namespace DlnDynamics.Cli.Tests;

public sealed class DlnCommands : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Plan_shows_a_row_a_run_and_writes_nothing()
    {
        CommandLine plan = CommandLine.Run("plan", SampleStudy.In(folder));
        Assert.Equal(0, plan.ExitCode);
        string[] lines = plan.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.Matches("^key +depth +dimension +estimated-seconds$", lines[0]);
        // H has 3, U has 3 × 2 numbers; R stands still (MATH.md §9).
        Assert.Matches(@"^[0-9a-f]{16}  infinite  9 ", lines[3]);
        Assert.Equal(2, Directory.GetFileSystemEntries(folder.Path).Length);
    }

    [Fact]
    public void Plan_prints_an_array_with_json()
    {
        using JsonDocument document = JsonDocument.Parse(CommandLine.Run("plan", SampleStudy.In(folder), "--json").Output);
        JsonElement row = document.RootElement[1];
        Assert.Equal(["key", "depth", "dimension", "estimated-seconds"], row.EnumerateObject().Select(property => property.Name));
        Assert.Equal(3, row.GetProperty("depth").GetInt32());
        Assert.True(row.GetProperty("estimated-seconds").GetDouble() > 0);
    }

    [Fact]
    public void Check_lists_every_error_and_otherwise_the_verdict_on_the_loss()
    {
        string study = SampleStudy.In(folder);
        CommandLine wrong = CommandLine.Run("check", study, "--set", "depth=1.5", "--set", "until.time=0");
        Assert.Equal((2, 2), (wrong.ExitCode, wrong.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length));
        CommandLine right = CommandLine.Run("check", study);
        Assert.Equal((0, $"{SampleStudy.Note}The derivatives hold.\n{study}: 3 runs, no errors.\n"), (right.ExitCode, right.Output));
    }

    [Fact]
    public void Report_makes_the_files_again_and_refuses_another_folder()
    {
        string target = Path.Combine(folder.Path, "out");
        CommandLine run = CommandLine.Run("run", SampleStudy.In(folder), "--out", target);
        File.Delete(Path.Combine(target, "report.html"));
        CommandLine report = CommandLine.Run("report", target);
        Assert.Equal((0, run.Output), (report.ExitCode, report.Output));
        Assert.True(File.Exists(Path.Combine(target, "report.html")));
        CommandLine refused = CommandLine.Run("report", folder.Path);
        Assert.Equal(2, refused.ExitCode);
        Assert.Contains("not a results folder", refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void New_writes_a_study_that_can_be_read_and_never_overwrites()
    {
        string name = $"new-{Guid.NewGuid():N}";
        try
        {
            Assert.Equal(0, CommandLine.Run("new", name).ExitCode);
            Assert.Equal(3, StudyFile.Read(name + ".yaml").Runs.Length);
            string text = File.ReadAllText(name + ".yaml");
            CommandLine again = CommandLine.Run("new", name);
            Assert.Equal((2, text), (again.ExitCode, File.ReadAllText(name + ".yaml")));
            Assert.Contains("exists already", again.Error, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(name + ".yaml");
        }
        Assert.Equal(2, CommandLine.Run("new", "../up").ExitCode);
    }

    [Fact]
    public void Every_command_has_help_with_an_example_and_the_program_a_version()
    {
        foreach (string command in (string[])["run", "plan", "check", "report", "geometry", "new"])
        {
            CommandLine help = CommandLine.Run(command, "--help");
            Assert.Equal(0, help.ExitCode);
            Assert.Contains($"\n    dln {command} ", help.Output.Replace("\r", "", StringComparison.Ordinal), StringComparison.Ordinal);
        }
        Assert.Contains("dln run first.yaml", CommandLine.Run("--help").Output, StringComparison.Ordinal);
        CommandLine version = CommandLine.Run("--version");
        Assert.Equal(0, version.ExitCode);
        Assert.StartsWith("0.", version.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_fault_of_the_program_ends_with_4_a_plain_sentence_and_a_log()
    {
        using StringWriter output = new(), error = new();
        Application application = new(
            new FakeRunner(), _ => throw new InvalidOperationException("a bug"), new Terminal(output, error, false), CancellationToken.None);
        Assert.Equal(4, application.Run(["check", SampleStudy.In(folder)]));
        string log = error.ToString().Split("The details are in ")[1].Split(';')[0];
        Assert.Contains("InvalidOperationException: a bug", File.ReadAllText(log), StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", error.ToString(), StringComparison.Ordinal);
        File.Delete(log);
    }
}
