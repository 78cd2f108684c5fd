namespace DlnDynamics.Studies;

/// <summary>A matrix read from a file, in the units of the file.</summary>
/// <param name="Matrix">Values, missing entries and names.</param>
/// <param name="Sha256">Hash of the bytes of the file, lowercase hexadecimal.</param>
public sealed record MatrixOfFile(NamedMatrix Matrix, string Sha256) : MatrixSource(Matrix.Rows, Matrix.Columns);
