using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>What every run of a study has to show: a column of runs.csv with a value, or on the right side of one. Makes a study usable as a test.</summary>
/// <param name="Column">The column.</param>
/// <param name="Relation"><c>=</c>, <c>&lt;=</c> or <c>&gt;=</c>.</param>
/// <param name="Value">A number, a word, or <c>undecided</c> for an empty cell.</param>
public sealed record Requirement(string Column, string Relation, string Value)
{
    private const string Undecided = "undecided";

    /// <summary>Reads <c>gap-rank=4</c>, <c>loss&lt;=1e-8</c>, <c>rate-law=exponential</c>.</summary>
    /// <param name="text">The requirement as it was typed.</param>
    /// <param name="axes">Names of the axis columns that runs.csv will have.</param>
    /// <exception cref="StudyException">It has not that form, or runs.csv has no such column.</exception>
    public static Requirement Parse(string text, ImmutableArray<string> axes)
    {
        ArgumentNullException.ThrowIfNull(text);
        StudyException Bad(string what) => new([new($"--require {text}", 1, 1, "", what)]);
        int at = text.IndexOf('=', StringComparison.Ordinal);
        int start = at > 0 && text[at - 1] is ('<' or '>') ? at - 1 : at;
        if (start <= 0 || at == text.Length - 1)
        {
            throw Bad("expected COLUMN=VALUE, COLUMN<=NUMBER or COLUMN>=NUMBER, as in --require gap-rank=4.");
        }
        Requirement requirement = new(text[..start], text[start..(at + 1)], text[(at + 1)..]);
        ImmutableArray<string> known = [.. RunColumns.Names.Concat(axes).Distinct()];
        if (!known.Contains(requirement.Column))
        {
            string hint = NearestName.Of(requirement.Column, known) is { } nearest ? $" Did you mean \"{nearest}\"?" : "";
            throw Bad($"runs.csv has no column \"{requirement.Column}\".{hint} There are: {string.Join(", ", known)}.");
        }
        bool isText = CsvTable.TextColumns.Contains(requirement.Column) || axes.Contains(requirement.Column);
        return NumberOf(requirement.Value) is not null || (requirement.Relation == "=" && (isText || requirement.Value == Undecided))
            ? requirement
            : throw Bad($"expected a number after {requirement.Relation}, found \"{requirement.Value}\".");
    }

    /// <summary>A sentence for each run that does not show it, named by its axes; empty when all do.</summary>
    public ImmutableArray<string> Violations(StudyReport report)
    {
        ArgumentNullException.ThrowIfNull(report);
        DataFrame runs = report.Tables.Runs;
        return
        [
            .. from row in Enumerable.Range(0, runs.RowCount)
               let found = runs[Column].TextAt(row)
               where !Holds(found)
               select $"--require {Column}{Relation}{Value} does not hold for {report.Outline.NameOf(row)}: it is {(found.Length == 0 ? Undecided : found)}.",
        ];
    }

    private bool Holds(string found)
    {
        if (found.Length == 0)
        {
            return Relation == "=" && Value == Undecided;
        }
        return (Relation, NumberOf(found), NumberOf(Value)) switch
        {
            ("<=", { } is_, { } most) => is_ <= most,
            (">=", { } is_, { } least) => is_ >= least,
            ("=", { } is_, { } wanted) => is_ == wanted,
            ("=", _, _) => found == Value,
            _ => false,
        };
    }

    private static double? NumberOf(string text) => text switch
    {
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) && double.IsFinite(number) ? number : null,
    };
}
