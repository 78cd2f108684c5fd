using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace DlnDynamics.Architecture.Tests;

/// <summary>What projects may be made of.</summary>
public sealed class ProjectFileTests
{
    private static readonly Regex ExactVersion =
        new(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.]+)?$", RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking);

    [Fact]
    public void Every_package_has_one_exact_version_in_one_place()
    {
        string[] wrong = [.. Elements("PackageVersion", "GlobalPackageReference")
            .Where(package => !ExactVersion.IsMatch(package.Element.Attribute("Version")?.Value ?? ""))
            .Concat(Elements("PackageReference").Where(package => package.Element.Attributes().Any(attribute =>
                attribute.Name.LocalName is "Version" or "VersionOverride")))
            .Select(package => $"{package.Path}: {package.Element}")];
        Assert.Empty(wrong);
    }

    [Fact]
    public void Every_npm_package_has_an_exact_version()
    {
        foreach (string path in Repository.Files("src", "package.json"))
        {
            using JsonDocument document = JsonDocument.Parse(Repository.Read(path));
            foreach (string section in (string[])["dependencies", "devDependencies"])
            {
                if (document.RootElement.TryGetProperty(section, out JsonElement packages))
                {
                    Assert.All(packages.EnumerateObject(), package => Assert.Matches(ExactVersion, package.Value.GetString()));
                }
            }
        }
    }

    [Fact]
    public void Every_package_with_a_version_is_used()
    {
        HashSet<string> used = [.. Elements("PackageReference").Select(Name)];
        Assert.All(Elements("PackageVersion"), package => Assert.Contains(Name(package), used));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = Repository.Read("DlnDynamics.sln").Replace('\\', '/');
        // Papers.Tests takes minutes and is run on its own.
        IReadOnlyList<string> projects = [.. Repository.Files("src", ".csproj"), .. Repository.Files("tests", ".csproj").Where(path => !path.Contains("Papers.Tests", StringComparison.Ordinal)), .. Repository.Files("benchmarks", ".csproj")];
        Assert.NotEmpty(projects);
        Assert.All(projects, path => Assert.Contains($"\"{path}\"", solution, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_project_has_a_committed_lock_file() =>
        Assert.All(Repository.Files(".", ".csproj"), path =>
            Assert.True(new[] { "packages.lock.json", $"packages.{Path.GetFileNameWithoutExtension(path)}.lock.json" }.Any(name => File.Exists(Path.Combine(Repository.Root, Path.GetDirectoryName(path)!, name))), path));

    private static string Name((string Path, XElement Element) package) => package.Element.Attribute("Include")!.Value;

    private static IReadOnlyList<(string Path, XElement Element)> Elements(params string[] names)
    {
        IReadOnlyList<(string, XElement)> found = [.. Repository.ProjectFiles.SelectMany(file =>
            file.Content.Descendants().Where(element => names.Contains(element.Name.LocalName)).Select(element => (file.Path, element)))];
        Assert.NotEmpty(found);
        return found;
    }
}
