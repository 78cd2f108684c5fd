namespace DlnDynamics.Integrators;

/// <summary>The error allowed in one step: Absolute + Relative·|y| for each component. The default value allows none and is refused.</summary>
public readonly record struct Tolerances(double Relative, double Absolute);
