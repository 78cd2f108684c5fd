namespace DlnDynamics.Analysis;

/// <summary>image ← S·vector for a symmetric S; the two do not overlap.</summary>
internal delegate void SymmetricOperator(ReadOnlySpan<double> vector, Span<double> image);
