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
            return new LayerStartReader(files).Read(starts, start, kind, problem, depth, coordinates);
        }
        double? scale = start.Scale();
        int? seed = start.Seed();
        return kind switch
        {
            "balanced-matrix" => ReadMatrix(start, problem, scale),
            "balanced-orthogonal" => ReadSign(start, problem) is { } sign && scale is not null && seed is not null ? new BalancedOrthogonalSettings(scale.Value, seed.Value, sign) : null,
            "balanced-gaussian" => ReadSign(start, problem) is { } sign && scale is not null && seed is not null ? new BalancedGaussianSettings(scale.Value, seed.Value, sign) : null,
            "balanced-low-rank" => ReadRank(start, problem) is { } rank && scale is not null && seed is not null ? new BalancedLowRankSettings(rank, scale.Value, seed.Value) : null,
            "balanced-spectral" => ReadRank(start, problem) is { } rank && scale is not null ? ReadSpectral(start, problem, rank, scale.Value) : null,
            _ => scale is null ? null : new BalancedIdentitySettings(scale.Value),
        };
    }

    private static StartSign? ReadSign(Section start, ProblemSettings? problem)
    {
        if (start["sign"] is null)
        {
            return StartSign.Any;
        }
        StartSign? sign = start.Word("sign", "any", "positive", "negative") switch
        {
            "any" => StartSign.Any,
            "positive" => StartSign.Positive,
            "negative" => StartSign.Negative,
            _ => null,
        };
        if (sign is StartSign.Positive or StartSign.Negative && problem is not null && problem.Rows != problem.Columns)
        {
            start.Refuse("sign", $"X of this problem is {problem.Rows} × {problem.Columns}, and only a square one has a determinant with a sign; expected any.");
            return null;
        }
        return sign;
    }

    /// <summary>The start, if the observed data have as many leading singular vectors.</summary>
    private static BalancedSpectralSettings? ReadSpectral(Section start, ProblemSettings? problem, int rank, double scale)
    {
        try
        {
            if (problem is not null)
            {
                new BalancedSpectral(ProblemData.Of(problem).Loss, rank, scale).At(problem.Rows, problem.Columns);
            }
            return new(rank, scale);
        }
        catch (ArgumentException exception)
        {
            start.Refuse("rank", exception.Message.Split(" (Parameter")[0]);
            return null;
        }
    }

    private static int? ReadRank(Section start, ProblemSettings? problem)
    {
        int? rank = start.Whole("rank", 1);
        if (problem is not null && rank > Math.Min(problem.Rows, problem.Columns))
        {
            start.Refuse("rank", $"X of this problem is {problem.Rows} × {problem.Columns} and has rank at most {Math.Min(problem.Rows, problem.Columns)}, found {rank}.");
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
        if (problem is not null && (matrix.Rows != problem.Rows || matrix.Columns != problem.Columns))
        {
            start.Refuse("file", $"the start is {matrix.Rows} × {matrix.Columns} and X of this problem is {problem.Rows} × {problem.Columns}; they must have one shape.");
            return null;
        }
        if (matrix.Values.All(value => value == 0))
        {
            start.Refuse("file", "every entry of the start is 0, and there the flow stands still; expected at least one other number.");
            return null;
        }
        return scale is null ? null : new(matrix, hash, scale.Value);
    }
}
