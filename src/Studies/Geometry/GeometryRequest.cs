using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>What dln geometry is asked: a matrix file and depths, as texts, made into geometries or a list of every error.</summary>
public static class GeometryRequest
{
    /// <summary>The geometry of each depth at the matrix of a file, in the order of the depths.</summary>
    /// <param name="file">A data file, every entry present; what a sparse one does not list is 0.</param>
    /// <param name="depths">A whole number ≥ 1, a real number ≥ 2, or "infinite", each.</param>
    /// <param name="rank">How many singular values count; null: those above round-off.</param>
    /// <param name="width">Of every hidden layer; null: the rank.</param>
    /// <param name="names">Which of first row and first column hold names: auto, none, columns, rows or both.</param>
    /// <param name="array">Which array of a file that holds several; null: the only one.</param>
    /// <exception cref="StudyException">Something is not right: every reason at once, and what would be.</exception>
    public static ImmutableArray<MatrixGeometry> Read(
        string file, IReadOnlyList<string> depths, string? rank = null, string? width = null, string names = "auto", string? array = null)
    {
        ArgumentNullException.ThrowIfNull(depths);
        ErrorList errors = new();
        Depth[] read = [.. depths.Select(text => ReadDepth(text, errors)).OfType<Depth>()];
        if (depths.Count == 0)
        {
            Refuse("--depth", "expected at least one, as in --depth 3 or --depth infinite.", errors);
        }
        int? statedRank = Whole("--rank", rank, errors), statedWidth = Whole("--width", width, errors);
        NamesRule? rule = MatrixNames.RuleOf(names);
        if (rule is null)
        {
            Refuse($"--names {names}", "expected auto, none, columns, rows or both.", errors);
        }
        NamedMatrix? matrix = ReadMatrix(file, rule ?? NamesRule.Auto, array, errors);
        errors.ThrowIfAny();
        CountedModes? modes = Count(matrix!, statedRank, file, errors);
        if (modes is not null && statedWidth < modes.Rank)
        {
            Refuse($"--width {width}", $"hidden layers must be at least as wide as the rank, {modes.Rank}, to carry the matrix.", errors);
        }
        errors.ThrowIfAny();
        return [.. read.Select(depth => new MatrixGeometry(depth, modes!, statedWidth))];
    }

    private static Depth? ReadDepth(string text, ErrorList errors)
    {
        if (text == "infinite")
        {
            return Depth.Infinite;
        }
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double n) && n <= int.MaxValue && Depth.IsValid(n))
        {
            return Depth.Real(n);
        }
        Refuse($"--depth {text}", n > int.MaxValue && double.IsFinite(n)
            ? $"expected at most {int.MaxValue} layers, or infinite."
            : "expected a whole number ≥ 1, a real number ≥ 2 or infinite.", errors);
        return null;
    }

    private static int? Whole(string option, string? text, ErrorList errors)
    {
        if (text is null || int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int value) && value >= 1)
        {
            return text is null ? null : int.Parse(text, CultureInfo.InvariantCulture);
        }
        Refuse($"{option} {text}", "expected a whole number ≥ 1.", errors);
        return null;
    }

    private static NamedMatrix? ReadMatrix(string file, NamesRule names, string? array, ErrorList errors)
    {
        DataRules rules = DataRules.Whole with { Names = names, Missing = MissingRule.Blank, Array = array };
        if (new DataFiles("", errors).Matrix(new(new("MATRIX", 0, 0), file), "", rules) is not var (matrix, _))
        {
            return null;
        }
        int missing = matrix.Values.IndexOf(double.NaN);
        if (missing >= 0)
        {
            int row = missing % matrix.Rows, column = missing / matrix.Rows, count = matrix.Values.Length - matrix.PresentCount;
            string which = $"row {row + 1}, column {column + 1}";
            Place place = MatrixFormats.Of(file) is not (".csv" or ".tsv") ? new(file, 0, 0) : new(file, row + 1 + (matrix.ColumnNames.IsDefault ? 0 : 1), column + 1 + (matrix.RowNames.IsDefault ? 0 : 1));
            errors.Add(place, "", (count == 1 ? $"the entry in {which} is missing; " : $"{count} entries are missing, the first in {which}; ")
                + "the geometry is that of a whole matrix: fill it in, or take a completed one from a study's tables/completed.");
        }
        return matrix;
    }

    private static CountedModes? Count(NamedMatrix matrix, int? rank, string file, ErrorList errors)
    {
        try
        {
            return CountedModes.Of(matrix.ToMatrix(), rank);
        }
        catch (ArgumentException exception)
        {
            errors.Add(new(file, 0, 0), "", exception.Message);
            return null;
        }
    }

    private static void Refuse(string argument, string message, ErrorList errors) => errors.Add(new(argument, 0, 0), "", message);
}
