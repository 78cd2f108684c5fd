using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>One run of a study: its settings, and the values that set it apart from the others.</summary>
/// <param name="Settings">The settings, complete.</param>
/// <param name="AxisValues">Text of the value on each axis that applies to this run, under the axis's dotted path.</param>
public sealed record StudyRun(RunSettings Settings, ImmutableDictionary<string, string> AxisValues);
