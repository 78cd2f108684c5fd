using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>One run of a plan, as tables need it.</summary>
/// <param name="Key">Its fingerprint.</param>
/// <param name="AxisValues">Text of its value on each axis of the plan; empty where an axis does not apply.</param>
/// <param name="Dimension">Number of components of the state.</param>
/// <param name="EstimatedSeconds">From the cost model, not from timings: good for order, rough in size.</param>
public sealed record PlanRow(string Key, ImmutableArray<string> AxisValues, long Dimension, double EstimatedSeconds);
