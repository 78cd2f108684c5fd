namespace DlnDynamics.Integrators;

/// <summary>Whether an attempt becomes a step, and how long the next attempt should be.</summary>
public readonly record struct StepVerdict(bool Accepted, double NextStep);
