namespace DlnDynamics.Studies;

/// <summary>The data are divided by the root mean square of the observed entries.</summary>
public sealed record UnitRootMeanSquare : DataScale;
