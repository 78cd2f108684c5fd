using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Where H, U and R lie in the flat state of the log-polar flow.</summary>
/// <remarks>
/// First the lower triangle of H, column after column, off-diagonal entries times √2, so that the Euclidean norm of this part is the
/// Frobenius norm of H; then U (rows × rank); then R (columns × rank), absent when rank = columns, where R = I never moves.
/// </remarks>
internal readonly record struct LogPolarLayout(int Rows, int Columns, int Rank)
{
    private static readonly double Root2 = Math.Sqrt(2);
    private static readonly double InverseRoot2 = Math.Sqrt(0.5);

    public bool MovesRight => Rank < Columns;

    public int TriangleLength => Rank * (Rank + 1) / 2;

    public int Length => TriangleLength + Rows * Rank + (MovesRight ? Columns * Rank : 0);

    public MatrixView Left(Span<double> y) => new(y[TriangleLength..], Rows, Rank);

    public ReadOnlyMatrixView Left(ReadOnlySpan<double> y) => new(y[TriangleLength..], Rows, Rank);

    public MatrixView Right(Span<double> y) => new(y[(TriangleLength + Rows * Rank)..], Columns, Rank);

    public ReadOnlyMatrixView Right(ReadOnlySpan<double> y) => new(y[(TriangleLength + Rows * Rank)..], Columns, Rank);

    /// <summary>h ← the symmetric matrix whose packed triangle stands in y.</summary>
    public void Unpack(ReadOnlySpan<double> y, MatrixView h)
    {
        int k = 0;
        for (int j = 0; j < Rank; j++)
        {
            h[j, j] = y[k++];
            for (int i = j + 1; i < Rank; i++)
            {
                h[i, j] = h[j, i] = y[k++] * InverseRoot2;
            }
        }
    }

    /// <summary>The packed triangle in y ← the lower triangle of h.</summary>
    public void Pack(ReadOnlyMatrixView h, Span<double> y)
    {
        int k = 0;
        for (int j = 0; j < Rank; j++)
        {
            y[k++] = h[j, j];
            for (int i = j + 1; i < Rank; i++)
            {
                y[k++] = h[i, j] * Root2;
            }
        }
    }
}
