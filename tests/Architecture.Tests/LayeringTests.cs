namespace DlnDynamics.Architecture.Tests;

/// <summary>One road: every project refers only to projects before it, and through the doors named here.</summary>
public sealed class LayeringTests
{
    [Theory]
    [InlineData("LinearAlgebra", "")]
    [InlineData("Integrators", "LinearAlgebra")]
    [InlineData("Dynamics", "LinearAlgebra Integrators")]
    [InlineData("Analysis", "LinearAlgebra Integrators Dynamics")]
    [InlineData("Figures", "Analysis")]
    [InlineData("Studies", "LinearAlgebra Integrators Dynamics Analysis Figures")]
    [InlineData("Cli", "Studies")]
    public void A_project_names_only_what_lies_before_it(string project, string permitted) =>
        AssertNone(project, named => !permitted.Split(' ').Contains(named.Project));

    [Fact]
    public void Every_project_has_a_layering_rule() =>
        Assert.Equal(
            ["Analysis", "Cli", "Dynamics", "Figures", "Integrators", "LinearAlgebra", "Studies"],
            Repository.Files("src", ".csproj").Select(path => Path.GetFileNameWithoutExtension(path)));

    [Fact]
    public void Dynamics_touches_only_the_contracts_of_Integrators()
    {
        IReadOnlySet<string> contracts = NamedTypes.DefinedIn("src/Integrators/Problems");
        AssertNone("Dynamics", named => named.Project == "Integrators" && !contracts.Contains(named.Type));
    }

    [Fact]
    public void Analysis_does_not_know_how_a_trajectory_was_integrated()
    {
        IReadOnlySet<string> methods = NamedTypes.DefinedIn("src/Integrators/Methods");
        AssertNone("Analysis", named => named.Project == "Integrators" && methods.Contains(named.Type));
    }

    [Fact]
    public void Figures_see_only_frames()
    {
        IReadOnlySet<string> frames = NamedTypes.DefinedIn("src/Analysis/Frames");
        AssertNone("Figures", named => named.Project == "Analysis" && !frames.Contains(named.Type));
    }

    private static void AssertNone(string project, Func<(string Project, string Type), bool> forbidden)
    {
        string[] found = [.. NamedTypes.Of(project).Where(forbidden).Select(named => $"{named.Project}.{named.Type}")];
        Assert.True(found.Length == 0, $"{project} may not name {string.Join(", ", found)}.");
    }
}
