using System.Collections.Immutable;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>The update rules of <c>report.descent</c>, and whether the study has layers for them to move.</summary>
internal static class DescentReader
{
    private const string Key = "descent", Expected = "a rule with its learning rate, as in { gradient-descent: { learning-rate: 0.01 } }";

    /// <summary>The rules, none twice; null after an error.</summary>
    public static ImmutableArray<DescentSettings>? Read(Section? report, ErrorList errors)
    {
        if (report is null)
        {
            return null;
        }
        if (report[Key] is not ListNode list)
        {
            report.Refuse(Key, Section.Expected($"a list of rules, each {Expected}", report[Key]));
            return null;
        }
        List<DescentSettings> found = [];
        foreach (StudyNode item in list.Items)
        {
            DescentSettings? one = null;
            if (item is MappingNode mapping)
            {
                one = ReadOne(new(mapping, report.PathOf(Key), errors));
            }
            else
            {
                report.RefuseAt(item, Key, Section.Expected(Expected, item));
            }
            if (one is not null && found.Contains(one))
            {
                report.RefuseAt(item, Key, $"{one.Text} stands in this list twice.");
                one = null;
            }
            if (one is not null)
            {
                found.Add(one);
            }
        }
        return found.Count == list.Items.Length ? [.. found] : null;
    }

    /// <summary>Whether the iterations of a rule can stand beside a run: it has layers, and nothing else moves them than the loss.</summary>
    public static bool Moves(RunSettings run) => run is { Coordinates: CoordinateKind.Layers, LayerRidge: 0 };

    /// <summary>Reports rules in a study none of whose runs they can stand beside.</summary>
    public static void Check(Section? report, ImmutableArray<DescentSettings>? rules, IEnumerable<RunSettings?> runs)
    {
        if (rules is { IsEmpty: false } && runs.All(run => run is not null && !Moves(run)))
        {
            report!.Refuse(Key, "these rules move layers by the gradient of the loss, and no run of this study has layers without a layer-ridge; "
                + "expected coordinates: layers, layer-ridge: 0 and a depth from 2 on, or no rules here.");
        }
    }

    private static DescentSettings? ReadOne(Section item)
    {
        if (item.ExactlyOne("rule", StudySchema.At($"report.{Key}")!) is not { } name || item.Child(name, "a mapping with learning-rate") is not { } rule)
        {
            return null;
        }
        double? rate = rule.Number("learning-rate", "a positive number", value => value > 0);
        double? Fraction(string key) => rule.Number(key, "a number from 0 to below 1", value => value is >= 0 and < 1);
        (double? first, double? second) = name switch
        {
            "gradient-descent" => (0, 0),
            "heavy-ball" => (Fraction("momentum"), 0),
            _ => (Fraction("memory"), rule.Number("floor", "a positive number", value => value > 0)),
        };
        int? iterations = rule.Whole("iterations", 1);
        if (rate is null || first is null || second is null || iterations is null)
        {
            return null;
        }
        IUpdateRule update = name switch
        {
            "gradient-descent" => new GradientDescent(rate.Value),
            "heavy-ball" => new HeavyBall(rate.Value, first.Value),
            "rmsprop" => new RmsProp(rate.Value, first.Value, second.Value),
            _ => new GroupRmsProp(rate.Value, first.Value, second.Value),
        };
        return new(update, iterations.Value);
    }
}
