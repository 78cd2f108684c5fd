using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>Given layers: one file with all of them, or a list of files.</summary>
internal sealed class LayersFileReader(DataFiles files)
{
    private const char Letter = 'W';

    public LayersFileSettings? Read(Section start, ProblemSettings? problem, Depth? depth)
    {
        if (start["file"] is not null && start["files"] is not null)
        {
            start.Refuse("files", "file is one file with all layers, files one file for each; expected one of the two keys.");
            return null;
        }
        string key = start["file"] is null ? "files" : "file";
        (NamedMatrix Matrix, string Hash)?[]? layers = key == "file" ? ReadFile(start) : ReadFiles(start);
        if (layers is null || layers.Any(layer => layer is null))
        {
            return null;
        }
        ImmutableArray<NamedMatrix> matrices = [.. layers.Select(layer => layer!.Value.Matrix)];
        if (depth is { HasLayers: true } && depth.Value.Value != matrices.Length)
        {
            start.Refuse(key, string.Create(CultureInfo.InvariantCulture, $"expected as many {(key == "file" ? "layers" : "files")} as the depth, {depth}, found {matrices.Length}."));
            return null;
        }
        return Chains(start, key, problem, matrices) ? new(matrices, [.. layers.Select(layer => layer!.Value.Hash)]) : null;
    }

    private (NamedMatrix, string)?[]? ReadFiles(Section start)
    {
        if (start["files"] is not ListNode { Items: var items } || items.Length == 0 || items.Any(item => item is not ScalarNode))
        {
            start.Refuse("files", Section.Expected("a list of files, W1 (first applied) first, or the key file with one file of all layers", start["files"]));
            return null;
        }
        return [.. items.Select(item => files.Matrix((ScalarNode)item, start.PathOf("files"), DataRules.Whole))];
    }

    private (NamedMatrix, string)?[]? ReadFile(Section start)
    {
        if (start["file"] is not ScalarNode name)
        {
            start.Refuse("file", Section.Expected("a .npz or .mat file with the arrays W1 (first applied), W2, …", start["file"]));
            return null;
        }
        if (files.ArrayOf(name, DataRules.Whole) is { } one)
        {
            start.Refuse("file", $"file takes all layers of a file, and \"{one}\" is one of them; remove # and what follows, or list the layers under files.");
            return null;
        }
        if (files.Arrays(name, start.PathOf("file")) is not { } arrays || WrongOf(arrays) is { } wrong && Refused(start, wrong))
        {
            return null;
        }
        return [.. Enumerable.Range(1, arrays.Count).Select(p => files.Matrix(name, start.PathOf("file"), DataRules.Whole with { Array = LayerName(p) }))];
    }

    private static bool Refused(Section start, string wrong)
    {
        start.Refuse("file", wrong);
        return true;
    }

    /// <summary>Why arrays of these names are not the layers W1, …, WN, each once; null where they are.</summary>
    private static string? WrongOf(IReadOnlyList<string> arrays)
    {
        const string Expected = "expected W1 (first applied), W2, … and nothing else";
        if (arrays.Count == 0)
        {
            return $"the file holds no array; {Expected}.";
        }
        if (arrays.FirstOrDefault(name => IndexOf(name) is null) is { } extra)
        {
            return $"the array \"{CellNumber.Shown(extra)}\" of this file is no layer; {Expected}.";
        }
        int missing = Enumerable.Range(1, arrays.Count).FirstOrDefault(p => !arrays.Contains(LayerName(p)));
        return missing == 0 ? null : $"the file holds {string.Join(", ", arrays.Take(10))}{(arrays.Count > 10 ? ", …" : "")} and no W{missing}; {Expected}.";
    }

    private static int? IndexOf(string name) =>
        name.Length > 1 && name[0] == Letter && name[1] != '0' && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : null;

    private static string LayerName(int p) => string.Create(CultureInfo.InvariantCulture, $"{Letter}{p}");

    private static bool Chains(Section start, string key, ProblemSettings? problem, ImmutableArray<NamedMatrix> layers)
    {
        for (int p = 0; p < layers.Length; p++)
        {
            int? expected = p > 0 ? layers[p - 1].Rows : problem?.Columns;
            if (expected is not null && layers[p].Columns != expected)
            {
                start.Refuse(key, $"W{p + 1} has {layers[p].Columns} columns; expected {expected}, the number of {(p > 0 ? $"rows of W{p}" : "columns of X")}.");
                return false;
            }
        }
        if (problem is not null && layers[^1].Rows != problem.Rows)
        {
            start.Refuse(key, $"W{layers.Length} has {layers[^1].Rows} rows; expected {problem.Rows}, the number of rows of X.");
            return false;
        }
        return true;
    }
}
