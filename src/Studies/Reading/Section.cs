using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>A mapping of the study under its path: reads single values, reporting what is wrong with each.</summary>
/// <remarks>Every reader returns null after an error, so that reading goes on and finds the other errors.</remarks>
internal sealed class Section(MappingNode node, string path, ErrorList errors)
{
    public Place Place => node.Place;

    public StudyNode? this[string key] => node[key];

    public string PathOf(string key) => path.Length == 0 ? key : $"{path}.{key}";

    /// <summary>Reports an error at the value of a key, or at the whole section when the key is absent.</summary>
    public void Refuse(string key, string message) => errors.Add(node[key]?.Place ?? node.Place, PathOf(key), message);

    /// <summary>Reports an error at a node below a key.</summary>
    public void RefuseAt(StudyNode value, string key, string message) => errors.Add(value.Place, PathOf(key), message);

    /// <summary>The section under a key; reports when it is absent or no mapping.</summary>
    public Section? Child(string key, string expected)
    {
        if (node[key] is MappingNode child)
        {
            return new(child, PathOf(key), errors);
        }
        Refuse(key, Expected(expected, node[key]));
        return null;
    }

    /// <summary>The one key of several that is there; reports when there are none or more.</summary>
    public string? ExactlyOne(string what, SchemaKey schema)
    {
        string[] present = [.. node.Entries.Select(entry => entry.Key).Where(name => schema[name] is not null)];
        if (present.Length == 1)
        {
            return present[0];
        }
        string known = string.Join(", ", schema.Children.Select(child => child.Name));
        errors.Add(present.Length > 1 ? node.Entries.First(entry => entry.Key == present[1]).Place : node.Place, path,
            present.Length == 0 ? $"expected exactly one {what} ({known}), found none." : $"expected exactly one {what}, found {string.Join(" and ", present)}.");
        return null;
    }

    /// <summary>The text under a key.</summary>
    public string? Text(string key, string expected)
    {
        if (node[key] is ScalarNode { IsEmpty: false } scalar)
        {
            return scalar.Text;
        }
        Refuse(key, Expected(expected, node[key]));
        return null;
    }

    /// <summary>A list of one finite number or more.</summary>
    public ImmutableArray<double>? Numbers(string key, string expected)
    {
        if (node[key] is not ListNode { Items.IsEmpty: false } list)
        {
            Refuse(key, Expected(expected, node[key]));
            return null;
        }
        double?[] numbers = [.. list.Items.Select(item => Number(item, PathOf(key), "a number", _ => true))];
        return numbers.Contains(null) ? null : [.. numbers.Select(number => number!.Value)];
    }

    /// <summary>One of several words.</summary>
    public string? Word(string key, params string[] known)
    {
        if (node[key] is ScalarNode { IsEmpty: false } scalar && known.Contains(scalar.Text))
        {
            return scalar.Text;
        }
        string hint = node[key] is ScalarNode wrong && NearestName.Of(wrong.Text, known) is { } nearest ? $"; did you mean \"{nearest}\"?" : ".";
        Refuse(key, Expected(known.Length == 1 ? known[0] : $"{string.Join(", ", known[..^1])} or {known[^1]}", node[key]).TrimEnd('.') + hint);
        return null;
    }

    /// <summary>A finite number under a key that satisfies a condition.</summary>
    public double? Number(string key, string expected, Func<double, bool> isRight) => Number(node[key], PathOf(key), expected, isRight);

    /// <summary>A finite number that satisfies a condition.</summary>
    public double? Number(StudyNode? value, string valuePath, string expected, Func<double, bool> isRight)
    {
        bool isNumber = Parse(value, out double number);
        if (isNumber && double.IsFinite(number) && isRight(number))
        {
            return number;
        }
        bool isOverflow = isNumber && double.IsInfinity(number) && ((ScalarNode)value!).Text.Any(char.IsAsciiDigit);
        errors.Add(value?.Place ?? node.Place, valuePath,
            Expected(expected, value).TrimEnd('.') + (isOverflow ? ", which overflows double precision." : "."));
        return null;
    }

    /// <summary>A positive number under a key that may be absent.</summary>
    public double? OptionalPositive(string key) => node[key] is null ? null : Number(key, "a positive number", value => value > 0);

    /// <summary>The scale of a start.</summary>
    public double? Scale() => Number("scale", "a positive number", value => value > 0);

    /// <summary>A seed; 1 where none can be stated.</summary>
    public int? Seed() => node["seed"] is null ? 1 : Whole("seed", 0);

    /// <summary>A whole number from a least value on.</summary>
    public int? Whole(string key, int least) =>
        (int?)Number(key, $"a whole number ≥ {least.ToString(CultureInfo.InvariantCulture)}", value => value >= least && value == Math.Floor(value) && value <= int.MaxValue);

    /// <summary>A whole number from 1 on under a key that may be absent.</summary>
    public long? OptionalCount(string key) => node[key] is null ? null
        : (long?)Number(key, "a whole number ≥ 1", value => value >= 1 && value == Math.Floor(value) && value <= long.MaxValue);

    /// <summary>A list of finite numbers that satisfy a condition, at least one.</summary>
    public ImmutableArray<double>? Numbers(string key, string expected, Func<double, bool> isRight)
    {
        if (node[key] is not ListNode { Items: { IsEmpty: false } items })
        {
            Refuse(key, Expected($"a list of numbers, each {expected}", node[key]));
            return null;
        }
        double?[] numbers = [.. items.Select(item => Number(item, PathOf(key), expected, isRight))];
        return numbers.Any(number => number is null) ? null : [.. numbers.Select(number => number!.Value)];
    }

    /// <summary>The number a plain scalar stands for.</summary>
    public static bool Parse(StudyNode? value, out double number)
    {
        number = 0;
        return value is ScalarNode scalar && YamlNumber.TryParse(scalar, out number);
    }

    /// <summary>"expected X, found Y."</summary>
    public static string Expected(string expected, StudyNode? found) => $"expected {expected}, found {found?.Description ?? "nothing"}.";
}
