using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Where K (r × r), A (m × r) and B (n × r) of a tangent vector U·K·Vᵀ + A·Vᵀ + U·Bᵀ lie in the flat vector.</summary>
internal readonly record struct TangentLayout(int Rows, int Columns, int Rank, bool FramesMove)
{
    public bool HasLeft => FramesMove && Rows > Rank;

    public bool HasRight => FramesMove && Columns > Rank;

    public int Length => Rank * Rank + (HasLeft ? Rows * Rank : 0) + (HasRight ? Columns * Rank : 0);

    public MatrixView Inside(Span<double> tangent) => new(tangent, Rank, Rank);

    public ReadOnlyMatrixView Inside(ReadOnlySpan<double> tangent) => new(tangent, Rank, Rank);

    public MatrixView Left(Span<double> tangent) => new(tangent[(Rank * Rank)..], Rows, Rank);

    public ReadOnlyMatrixView Left(ReadOnlySpan<double> tangent) => new(tangent[(Rank * Rank)..], Rows, Rank);

    public MatrixView Right(Span<double> tangent) => new(tangent[RightStart..], Columns, Rank);

    public ReadOnlyMatrixView Right(ReadOnlySpan<double> tangent) => new(tangent[RightStart..], Columns, Rank);

    private int RightStart => Rank * Rank + (HasLeft ? Rows * Rank : 0);
}
