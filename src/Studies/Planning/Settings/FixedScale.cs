namespace DlnDynamics.Studies;

/// <summary>The data are divided by a given positive number.</summary>
/// <param name="Value">The divisor, in units of the data.</param>
public sealed record FixedScale(double Value) : DataScale;
