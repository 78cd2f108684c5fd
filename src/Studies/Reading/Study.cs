using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>A study file, valid and typed: what is asked, and every run that answers it.</summary>
public sealed record Study
{
    /// <summary>The study's name: letters, digits, - and _.</summary>
    public required string Name { get; init; }

    /// <summary>The question in words; null when the file has none.</summary>
    public string? Question { get; init; }

    /// <summary>The folder of the study file, absolute: data paths are relative to it.</summary>
    public required string Folder { get; init; }

    /// <summary>The runs, in the order of the sweep.</summary>
    public required ImmutableArray<StudyRun> Runs { get; init; }

    /// <summary>Dotted paths of the axes of the sweep, in the order of the file.</summary>
    public required ImmutableArray<string> AxisPaths { get; init; }

    /// <summary>Names of the figures to draw, in order.</summary>
    public required ImmutableArray<string> Figures { get; init; }

    /// <summary>Names of the baselines that completions are compared with.</summary>
    public ImmutableArray<string> Baselines { get; init; } = [];

    /// <summary>Update rules whose iterations stand beside the flow of every layered run.</summary>
    public ImmutableArray<DescentSettings> Descents { get; init; } = [];

    /// <summary>SHA-256 of every data file, under the path that the study states.</summary>
    public required ImmutableSortedDictionary<string, string> DataHashes { get; init; }

    /// <summary>What a reader should know although nothing is wrong, as sentences.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The whole file with its overrides and defaults filled in.</summary>
    internal MappingNode Resolved { get; init; } = null!;

    /// <summary>The study as a file in another folder: every default filled in, paths relative to that folder.</summary>
    public string ResolvedFor(string folder) => ResolvedStudy.Write(Resolved, Folder, folder);
}
