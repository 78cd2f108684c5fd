using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The sign of det X, 1 or −1; NaN where X is not square, or so near a singular matrix that rounding decides.</summary>
/// <remarks>Conserved by the exact balanced flow at every depth from 2 on. By elimination with partial pivoting. Source: [CMV23] §2.</remarks>
public sealed class DeterminantSign : IQuantity
{
    // Below this ratio of singular values elimination in double precision no longer knows the sign.
    private static readonly double LogRoundOff = Math.Log(1e-13);

    // Below this size entries lose their digits, and then are zero.
    private static readonly double LogUnderflow = Math.Log(2.2250738585072014e-308);

    /// <inheritdoc/>
    public string Name => "det-sign";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        int n = point.Rows;
        if (point.Columns != n || point.Modes < n || !(point.LogSigma[n - 1] - point.LogSigma[0] > LogRoundOff)
            || point.LogSigma[n - 1] < LogUnderflow)
        {
            return double.NaN;
        }
        return Of(point.EndToEnd);
    }

    /// <summary>The sign of the determinant of a square matrix that is not nearly singular.</summary>
    public static double Of(Matrix x)
    {
        int n = x.Rows;
        Matrix work = Matrix.CopyOf(x.View);
        double sign = 1;
        for (int k = 0; k < n; k++)
        {
            int pivot = k;
            for (int i = k + 1; i < n; i++)
            {
                pivot = Math.Abs(work[i, k]) > Math.Abs(work[pivot, k]) ? i : pivot;
            }
            sign *= Math.Sign(work[pivot, k]) * (pivot == k ? 1 : -1);
            for (int j = k; j < n; j++)
            {
                (work[k, j], work[pivot, j]) = (work[pivot, j], work[k, j]);
            }
            for (int j = k + 1; j < n; j++)
            {
                double factor = work[k, j] / work[k, k];
                VectorOperations.AddScaled(-factor, work.View.Column(k)[(k + 1)..], work.View.Column(j)[(k + 1)..]);
            }
        }
        return sign;
    }
}
