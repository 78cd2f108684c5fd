using System.Collections.Immutable;
using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>What the standard figures are drawn from: the tables of a study.</summary>
/// <param name="Runs">One row a run: <c>key</c>, a column for each axis (<c>depth</c> as text, "infinite" at infinity), and what was concluded.</param>
/// <param name="Trajectories">One row a run and sample time: <c>key</c>, <c>time</c>, a column for each scalar quantity.</param>
/// <param name="SingularValues">One row a run, sample time and singular value: <c>key</c>, <c>time</c>, <c>index</c> (from 1), <c>value</c>.</param>
/// <param name="Axes">Names of the columns of <paramref name="Runs"/> that tell the runs apart.</param>
/// <param name="TimeTitle">Title of every time axis; names the clock, such as "rescaled time τ" or "layer time t".</param>
public sealed record StudyFrames(
    DataFrame Runs, DataFrame Trajectories, DataFrame SingularValues, ImmutableArray<string> Axes, string TimeTitle)
{
    /// <summary>One row an event: <c>key</c>, <c>event</c>, <c>time</c>, <c>index</c>, <c>value</c>.</summary>
    public DataFrame Events { get; init; } = new();

    /// <summary>One row a run and quantity: <c>key</c>, <c>quantity</c>, <c>law</c>, <c>rate</c>, <c>tail-start</c>, <c>tail-end</c>.</summary>
    public DataFrame Rates { get; init; } = new();

    /// <summary>One row a run of finite depth and time: <c>key</c>, <c>time</c> (infinite: of the limits), <c>distance</c> to infinite depth.</summary>
    public DataFrame DepthComparison { get; init; } = new();

    /// <summary>One row a run, update rule and iterate at a sample time: <c>key</c>, <c>rule</c>, <c>learning-rate</c>, <c>time</c>, <c>distance</c> to the flow.</summary>
    public DataFrame Descent { get; init; } = new();
}
