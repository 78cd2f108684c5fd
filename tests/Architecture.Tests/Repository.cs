using System.Xml.Linq;

namespace DlnDynamics.Architecture.Tests;

/// <summary>The files of the repository that this assembly was built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs = ["artifacts", "bin", "obj", "node_modules", "results", ".git"];

    /// <summary>The folder that holds DlnDynamics.sln, found by walking up from the test assembly.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>The full path of a file or folder.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The text of a file.</summary>
    public static string Read(params string[] parts) => File.ReadAllText(PathOf(parts));

    /// <summary>Every file under a folder with one of the given endings, as paths relative to the root with forward slashes; never build output.</summary>
    public static IReadOnlyList<string> Files(string folder, params string[] endings) =>
        [.. Walk(PathOf(folder))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Select(path => Path.GetRelativePath(Root, path).Replace('\\', '/'))
            .Order(StringComparer.Ordinal)];

    /// <summary>Every C# file that people wrote.</summary>
    public static IReadOnlyList<string> SourceFiles => [.. Files("src", ".cs"), .. Files("tests", ".cs"), .. Files("experiments", ".cs"), .. Files("benchmarks", ".cs")];

    /// <summary>Every file that says what a project is made of, as XML.</summary>
    public static IReadOnlyList<(string Path, XDocument Content)> ProjectFiles =>
        [.. Files(".", ".csproj", ".props", ".targets").Select(path => (path, XDocument.Load(PathOf(path))))];

    private static IEnumerable<string> Walk(string folder) =>
        Directory.EnumerateFiles(folder).Concat(
            Directory.EnumerateDirectories(folder).Where(child => !NotOurs.Contains(Path.GetFileName(child))).SelectMany(Walk));

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "DlnDynamics.sln")))
            {
                return folder.FullName;
            }
        }
        throw new InvalidOperationException($"No DlnDynamics.sln above {AppContext.BaseDirectory}.");
    }
}
