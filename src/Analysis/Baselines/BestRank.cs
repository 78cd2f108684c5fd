using System.Globalization;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>The best approximation of rank k of the full matrix, by its singular value decomposition: no method that sees less of the matrix can beat it at that rank. Source: [EY36].</summary>
public static class BestRank
{
    /// <summary>The approximation. Cost: one decomposition.</summary>
    /// <param name="data">m × n, every entry known.</param>
    /// <param name="rank">k, from 1 to min(m, n).</param>
    /// <exception cref="ArgumentException">An entry is not known, or there is no such rank.</exception>
    public static BaselineEstimate Of(Matrix data, int rank)
    {
        ArgumentNullException.ThrowIfNull(data);
        if (rank < 1 || rank > Math.Min(data.Rows, data.Columns))
        {
            throw new ArgumentOutOfRangeException(nameof(rank), rank, $"A {data.Rows} × {data.Columns} matrix has approximations of rank 1 to {Math.Min(data.Rows, data.Columns)}.");
        }
        SingularFactors factors = SingularFactors.Of(data.View);
        Matrix scaled = Matrix.CopyOf(factors.Left.View.Block(0, 0, data.Rows, rank)), estimate = new(data.Rows, data.Columns);
        for (int k = 0; k < rank; k++)
        {
            VectorOperations.Scale(factors.Sigma[k], scaled.View.Column(k));
        }
        DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, factors.Right.View.Block(0, 0, data.Columns, rank), Transpose.Yes, 0, estimate.View);
        return new("best-rank", rank, 0, estimate, string.Create(CultureInfo.InvariantCulture, $"The first {rank} singular terms of the full matrix, held-out entries included: a bound, not a competitor."));
    }
}
