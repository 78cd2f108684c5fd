using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>A d × d matrix of which the diagonal is known and nothing else.</summary>
/// <param name="Values">The diagonal.</param>
public sealed record DiagonalMatrix(ImmutableArray<double> Values) : MatrixSource(Values.Length, Values.Length);
