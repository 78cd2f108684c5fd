using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>An update rule whose iterations stand beside the flow of every layered run of a study.</summary>
/// <param name="Rule">The rule, with its learning rate, layers' clock.</param>
/// <param name="Iterations">It ends after so many, wherever it is.</param>
public sealed record DescentSettings(IUpdateRule Rule, long Iterations)
{
    /// <summary>The rule by its name in study files and its numbers other than the rate, as in <c>heavy-ball, momentum 0.9</c>.</summary>
    public string Name => Rule switch
    {
        GradientDescent => "gradient-descent",
        HeavyBall ball => Say($"heavy-ball, momentum {ball.Momentum}"),
        RmsProp one => Say($"rmsprop, memory {one.Memory}, floor {one.Floor}"),
        GroupRmsProp group => Say($"group-rmsprop, memory {group.Memory}, floor {group.Floor}"),
        _ => throw new InvalidOperationException($"Study files have no name for {Rule.Name}."),
    };

    /// <summary>All that its iterations depend on beside the run.</summary>
    internal string Text => Say($"{Name}, learning-rate {Rule.LearningRate}, iterations {Iterations}");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
