namespace DlnDynamics.Integrators;

/// <summary>One occurrence of an event: which, and when.</summary>
public sealed record EventOccurrence(string Name, double Time);
