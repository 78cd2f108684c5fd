namespace DlnDynamics.Studies;

/// <summary>The data are divided by the largest singular value of the observed entries, zero elsewhere.</summary>
public sealed record UnitSpectralNorm : DataScale;
