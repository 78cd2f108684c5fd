namespace DlnDynamics.LinearAlgebra;

/// <summary>A plane rotation.</summary>
internal readonly record struct Rotation(double Cosine, double Sine);
