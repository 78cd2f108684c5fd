using System.Collections.Immutable;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>What a run records, and when; how its rank is judged.</summary>
internal static class RecordReader
{
    /// <summary>The quantities that can be recorded: those of the catalog, the table of singular values, and what needs the held-out data.</summary>
    public static ImmutableArray<string> KnownQuantities { get; } =
        [.. QuantityCatalog.Names, "singular-values", "held-out-rmse"];

    /// <summary>The names in a list, each known and none twice; null after an error.</summary>
    public static ImmutableArray<string>? Names(Section? section, string key, ImmutableArray<string> known)
    {
        if (section is null)
        {
            return null;
        }
        if (section[key] is not ListNode list)
        {
            section.Refuse(key, Section.Expected($"a list of {string.Join(", ", known)}", section[key]));
            return null;
        }
        List<string> names = [];
        bool isRight = true;
        foreach (StudyNode item in list.Items)
        {
            string name = item is ScalarNode scalar ? scalar.Text : "";
            string? hint = NearestName.Of(name, known) is { } nearest ? $" Did you mean \"{nearest}\"?" : null;
            if (!known.Contains(name) || names.Contains(name))
            {
                section.RefuseAt(item, key, names.Contains(name) ? $"\"{name}\" stands in this list twice." : Section.Expected($"one of {string.Join(", ", known)}", item) + hint);
                isRight = false;
            }
            names.Add(name);
        }
        return isRight ? [.. names] : null;
    }

    /// <summary>Whether X is stored at every sample time; left to itself, where that is at most two megabytes.</summary>
    public static bool? Path(Section? record, ProblemSettings? problem, int samples) => record?.Word("path", "auto", "true", "false") switch
    {
        null => null,
        "auto" => problem is not null && (long)problem.Rows * problem.Columns * samples <= MostNumbersUnasked,
        var word => word == "true",
    };

    private const long MostNumbersUnasked = 1 << 18;

    /// <summary>Whether limits are verified, or certified, by more solutions.</summary>
    public static bool? OfLimit(Section? study, string key) =>
        study?.Child("judge", "a mapping with limiting-rank and limit")?.Child("limit", "a mapping with verify and certify")?.Word(key, "true", "false") switch
        {
            null => null,
            var word => word == "true",
        };

    /// <summary>θ of the limiting rank.</summary>
    public static double? Resolution(Section? study) =>
        study?.Child("judge", "a mapping with limiting-rank and limit")?.Child("limiting-rank", "a mapping with resolution")
            ?.Number("resolution", "a number between 0 and 1", value => value is > 0 and < 1);
}
