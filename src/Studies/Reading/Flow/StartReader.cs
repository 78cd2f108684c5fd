using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>The start of a run, and whether it fits the problem, the depth and the coordinates.</summary>
internal sealed class StartReader(DataFiles files)
{
    public StartSettings? Read(Section flow, ProblemSettings? problem, Depth? depth, CoordinateKind? coordinates)
    {
        const string Expected = "a mapping with one start";
        Section? starts = flow.Child("start", Expected);
        string? kind = starts?.ExactlyOne("start", StudySchema.At("flow.start")!);
        if (kind is null || starts!.Child(kind, "a mapping") is not { } start)
        {
            return null;
        }
        if (kind.StartsWith("layers-", StringComparison.Ordinal))
        {
            CheckLayers(starts, kind, depth, coordinates);
        }
        double? scale = kind == "layers-file" ? 1 : start.Number("scale", "a positive number", value => value > 0);
        int? seed = start["seed"] is null ? 1 : start.Whole("seed", 0);
        if (kind == "balanced-matrix")
        {
            return ReadMatrix(start, problem, scale);
        }
        if (kind == "layers-file")
        {
            return ReadLayers(start, problem, depth);
        }
        int? count = kind switch
        {
            "balanced-low-rank" => ReadRank(start, problem),
            "layers-gaussian" => start.Whole("width", 1),
            _ => 0,
        };
        return scale is null || seed is null || count is null ? null : kind switch
        {
            "balanced-orthogonal" => new BalancedOrthogonalSettings(scale.Value, seed.Value),
            "balanced-gaussian" => new BalancedGaussianSettings(scale.Value, seed.Value),
            "balanced-identity" => new BalancedIdentitySettings(scale.Value),
            "balanced-low-rank" => new BalancedLowRankSettings(count.Value, scale.Value, seed.Value),
            "layers-gaussian" => new LayersGaussianSettings(scale.Value, count.Value, seed.Value),
            _ => new LayersIdentitySettings(scale.Value),
        };
    }

    private static void CheckLayers(Section starts, string kind, Depth? depth, CoordinateKind? coordinates)
    {
        if (coordinates is CoordinateKind.LogPolar or CoordinateKind.EndToEnd)
        {
            string stated = coordinates == CoordinateKind.LogPolar ? "log-polar" : "end-to-end";
            starts.Refuse(kind, $"{kind} sets the layers, which coordinates: {stated} do not have; expected a balanced start, or coordinates: layers.");
        }
        else if (depth == Depth.Of(1))
        {
            starts.Refuse(kind, $"{kind} needs coordinates: layers, and depth 1 always runs end-to-end; expected a balanced start, or a depth ≥ 2.");
        }
    }

    private static int? ReadRank(Section start, ProblemSettings? problem)
    {
        int? rank = start.Whole("rank", 1);
        if (problem?.Matrix is { } matrix && rank > Math.Min(matrix.Rows, matrix.Columns))
        {
            start.Refuse("rank", $"a {matrix.Rows} × {matrix.Columns} matrix has rank at most {Math.Min(matrix.Rows, matrix.Columns)}, found {rank}.");
            return null;
        }
        return rank;
    }

    private BalancedMatrixSettings? ReadMatrix(Section start, ProblemSettings? problem, double? scale)
    {
        if (start["file"] is not ScalarNode name)
        {
            start.Refuse("file", Section.Expected($"{MatrixFormats.Known}, relative to the study file", start["file"]));
            return null;
        }
        if (files.Matrix(name, start.PathOf("file"), DataRules.Whole with { Array = MatrixReader.ReadArray(start) }) is not var (matrix, hash))
        {
            return null;
        }
        if (problem?.Matrix is { } data && (matrix.Rows != data.Rows || matrix.Columns != data.Columns))
        {
            start.Refuse("file", $"the start is {matrix.Rows} × {matrix.Columns} and the matrix of the problem is {data.Rows} × {data.Columns}; they must have one shape.");
            return null;
        }
        if (matrix.Values.All(value => value == 0))
        {
            start.Refuse("file", "every entry of the start is 0, and there the flow stands still; expected at least one other number.");
            return null;
        }
        return scale is null ? null : new(matrix, hash, scale.Value);
    }

    private LayersFileSettings? ReadLayers(Section start, ProblemSettings? problem, Depth? depth)
    {
        if (start["files"] is not ListNode { Items: var items } || items.Length == 0 || items.Any(item => item is not ScalarNode))
        {
            start.Refuse("files", Section.Expected("a list of files, W1 (first applied) first", start["files"]));
            return null;
        }
        (NamedMatrix Matrix, string Hash)?[] layers =
            [.. items.Select(item => files.Matrix((ScalarNode)item, start.PathOf("files"), DataRules.Whole))];
        if (layers.Any(layer => layer is null))
        {
            return null;
        }
        ImmutableArray<NamedMatrix> matrices = [.. layers.Select(layer => layer!.Value.Matrix)];
        if (depth is { HasLayers: true } && depth.Value.Layers != matrices.Length)
        {
            start.Refuse("files", string.Create(CultureInfo.InvariantCulture, $"expected as many files as the depth, {depth}, found {matrices.Length}."));
            return null;
        }
        return Chains(start, problem?.Matrix, matrices) ? new(matrices, [.. layers.Select(layer => layer!.Value.Hash)]) : null;
    }

    private static bool Chains(Section start, MatrixSource? data, ImmutableArray<NamedMatrix> layers)
    {
        for (int p = 0; p < layers.Length; p++)
        {
            int? expected = p > 0 ? layers[p - 1].Rows : data?.Columns;
            if (expected is not null && layers[p].Columns != expected)
            {
                start.Refuse("files", $"W{p + 1} has {layers[p].Columns} columns; expected {expected}, the number of {(p > 0 ? $"rows of W{p}" : "columns of the problem's matrix")}.");
                return false;
            }
        }
        if (data is not null && layers[^1].Rows != data.Rows)
        {
            start.Refuse("files", $"W{layers.Length} has {layers[^1].Rows} rows; expected {data.Rows}, the number of rows of the problem's matrix.");
            return false;
        }
        return true;
    }
}
