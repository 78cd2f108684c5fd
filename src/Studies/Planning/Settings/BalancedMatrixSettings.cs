namespace DlnDynamics.Studies;

/// <summary>X(0) = scale · a given matrix, balanced.</summary>
/// <param name="Matrix">The matrix, in scaled units, without a missing entry.</param>
/// <param name="Sha256">Hash of the bytes of its file.</param>
/// <param name="Scale">The factor.</param>
public sealed record BalancedMatrixSettings(NamedMatrix Matrix, string Sha256, double Scale) : StartSettings(Scale);
