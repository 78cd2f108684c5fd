using System.Text.RegularExpressions;

namespace DlnDynamics.Architecture.Tests;

/// <summary>What may stand in a source file.</summary>
public sealed class SourceTests
{
    private const int LongestFile = 300;

    private static readonly string[] BelowStudies =
        ["src/LinearAlgebra", "src/Integrators", "src/Dynamics", "src/Analysis", "src/Figures"];

    private static readonly Regex WorldOutside = Pattern(
        @"\b(Console|Environment|File|Directory|Random\.Shared)\.|\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|new Random\(");
    private static readonly Regex ConsoleCall = Pattern(@"\bConsole\.");
    private static readonly Regex BibliographyEntry = Pattern(@"^\* \*\*\[(?<key>[^\]]+)\]\*\*");
    private static readonly Regex Citation = Pattern(@"\[(?<key>\p{Lu}\p{L}*\d{2,4}[a-z]?)\]");

    // In pieces, so that this file does not find itself.
    private static readonly Regex Unfinished = Pattern(@"\b(TO" + "DO|FIX" + "ME|HA" + "CK)\\b|NotImplemented" + "Exception");

    [Fact]
    public void No_file_is_longer_than_three_hundred_lines()
    {
        string[] tooLong = [.. Repository.SourceFiles
            .Select(path => (Path: path, Lines: File.ReadLines(Repository.PathOf(path)).Count()))
            .Where(file => file.Lines > LongestFile)
            .Select(file => $"{file.Path}: {file.Lines} lines")];
        Assert.True(tooLong.Length == 0, Report("These files are too long to read", tooLong));
    }

    [Fact]
    public void Below_Studies_nothing_reads_a_file_a_clock_the_environment_or_an_unseeded_generator() =>
        AssertNoMatch(BelowStudies.SelectMany(folder => Repository.Files(folder, ".cs")), WorldOutside);

    [Fact]
    public void Only_Cli_writes_to_the_console() =>
        AssertNoMatch(Repository.Files("src", ".cs").Where(path => !path.StartsWith("src/Cli/", StringComparison.Ordinal)), ConsoleCall);

    [Fact]
    public void Nothing_is_left_unfinished() => AssertNoMatch(Repository.SourceFiles, Unfinished, commentsToo: true);

    [Fact]
    public void Every_source_that_is_cited_is_in_the_bibliography()
    {
        HashSet<string> known = [.. BibliographyEntry.Matches(Repository.Read("docs", "BIBLIOGRAPHY.md")).Select(match => match.Groups["key"].Value)];
        string[] unknown = [.. Lines(Repository.Files("src", ".cs"))
            .Where(line => line.Text.Contains("//", StringComparison.Ordinal))
            .SelectMany(line => Citation.Matches(line.Text).Select(match => (line.Place, Key: match.Groups["key"].Value)))
            .Where(citation => !known.Contains(citation.Key))
            .Select(citation => $"{citation.Place}: [{citation.Key}]")];
        Assert.NotEmpty(known);
        Assert.True(unknown.Length == 0, Report("docs/BIBLIOGRAPHY.md has no entry for", unknown));
    }

    [Fact]
    public void No_key_stands_twice_in_the_bibliography()
    {
        string[] twice = [.. BibliographyEntry.Matches(Repository.Read("docs", "BIBLIOGRAPHY.md"))
            .GroupBy(match => match.Groups["key"].Value).Where(group => group.Count() > 1).Select(group => group.Key)];
        Assert.Empty(twice);
    }

    private static Regex Pattern(string pattern) =>
        new(pattern, RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    private static void AssertNoMatch(IEnumerable<string> files, Regex forbidden, bool commentsToo = false)
    {
        string[] paths = [.. files];
        Assert.NotEmpty(paths);
        string[] found = [.. Lines(paths)
            .Where(line => commentsToo || !line.Text.TrimStart().StartsWith("//", StringComparison.Ordinal))
            .Where(line => forbidden.IsMatch(line.Text))
            .Select(line => $"{line.Place}: {line.Text.Trim()}")];
        Assert.True(found.Length == 0, Report("Found what may not stand here", found));
    }

    private static IEnumerable<(string Place, string Text)> Lines(IEnumerable<string> paths) =>
        paths.SelectMany(path => File.ReadLines(Repository.PathOf(path)).Select((text, index) => ($"{path}({index + 1})", text)));

    private static string Report(string what, string[] places) => $"{what}:\n{string.Join('\n', places)}";
}
