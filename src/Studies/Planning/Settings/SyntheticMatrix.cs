using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>A matrix U diag(σ) Vᵀ with random orthonormal frames and given singular values: a known truth.</summary>
/// <param name="Rows">Number of rows, m.</param>
/// <param name="Columns">Number of columns, n.</param>
/// <param name="SingularValues">The positive singular values, largest first; their number is the rank.</param>
/// <param name="Seed">Seed of the frames.</param>
public sealed record SyntheticMatrix(int Rows, int Columns, ImmutableArray<double> SingularValues, int Seed) : MatrixSource(Rows, Columns);
