using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Completion by X = A·Bᵀ of rank k with a ridge, ½ Σ over observed entries (X − T)² + (μ/2)(‖A‖² + ‖B‖²), minimised over A and B in turn.</summary>
/// <remarks>Cost of a sweep: |Ω|k² and (m + n)k³. Source: [HMLZ15] §2.</remarks>
public static class AlternatingLeastSquares
{
    private const int MostSweeps = 200;
    private const double Settled = 1e-6;

    private static readonly int[] Ranks = [1, 2, 3, 4, 5, 6, 8, 10];

    // Relative to the mean square of the observed entries.
    private static readonly double[] Ridges = [1e-3, 1e-2, 1e-1, 1];

    /// <summary>The estimate whose rank and μ do best on a tenth of the observed entries set aside, then fitted to all of them.</summary>
    /// <param name="data">m × n; only observed entries are read.</param>
    /// <param name="observed">At least twenty entries, so that there are two to choose by.</param>
    /// <exception cref="ArgumentException">Fewer entries are observed.</exception>
    public static BaselineEstimate Fit(Matrix data, Mask observed)
    {
        Validation validation = new(data, observed);
        double meanSquare = observed.Entries.Average(entry => data[entry.Row, entry.Column] * data[entry.Row, entry.Column]);
        (double Error, int Rank, double Ridge) best = (double.PositiveInfinity, 1, Ridges[0] * meanSquare);
        foreach (int rank in Ranks.Where(rank => rank <= Math.Min(data.Rows, data.Columns)))
        {
            foreach (double ridge in Ridges.Select(part => part * meanSquare))
            {
                double error = validation.Error(Fit(data, validation.Fitted, rank, ridge));
                best = error < best.Error ? (error, rank, ridge) : best;
            }
        }
        return new("alternating-least-squares", best.Rank, best.Ridge, Fit(data, observed, best.Rank, best.Ridge), string.Create(
            CultureInfo.InvariantCulture,
            $"Rank {best.Rank} with ridge {best.Ridge:G3} had the smallest error, {best.Error:G3}, on {validation.Count} observed entries set aside; then all were fitted."));
    }

    /// <summary>The estimate of one rank and ridge, from a start by the leading singular vectors of what is observed.</summary>
    public static Matrix Fit(Matrix data, Mask observed, int rank, double ridge)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ridge);
        Matrix seen = new(data.Rows, data.Columns);
        ILookup<int, int> rowsOf = observed.Entries.ToLookup(entry => entry.Column, entry => entry.Row), columnsOf = observed.Entries.ToLookup(entry => entry.Row, entry => entry.Column);
        foreach ((int i, int j) in observed.Entries)
        {
            seen[i, j] = data[i, j];
        }
        SingularFactors factors = SingularFactors.Of(seen.View);
        Matrix a = Matrix.CopyOf(factors.Left.View.Block(0, 0, data.Rows, rank)), b = Matrix.CopyOf(factors.Right.View.Block(0, 0, data.Columns, rank));
        ILuFactorization lu = DenseKernels.Default.Lu(rank);
        Matrix estimate = new(data.Rows, data.Columns), next = new(data.Rows, data.Columns);
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            Improve(a, b, i => columnsOf[i], (i, j) => data[i, j], ridge, lu);
            Improve(b, a, j => rowsOf[j], (j, i) => data[i, j], ridge, lu);
            DenseKernels.Default.Multiply(1, a.View, Transpose.No, b.View, Transpose.Yes, 0, next.View);
            VectorOperations.AddScaled(-1, next.Data, estimate.Data);
            double change = VectorOperations.EuclideanNorm(estimate.Data);
            (estimate, next) = (next, estimate);
            if (change <= Settled * VectorOperations.EuclideanNorm(estimate.Data))
            {
                break;
            }
        }
        return estimate;
    }

    /// <summary>Each row of a solves its own ridge regression on the rows of b that it is observed with.</summary>
    private static void Improve(Matrix a, Matrix b, Func<int, IEnumerable<int>> partners, Func<int, int, double> value, double ridge, ILuFactorization lu)
    {
        int rank = a.Columns;
        Matrix normal = new(rank, rank);
        double[] solution = new double[rank];
        for (int i = 0; i < a.Rows; i++)
        {
            normal.Data.Clear();
            Array.Clear(solution);
            foreach (int j in partners(i))
            {
                double wanted = value(i, j);
                for (int k = 0; k < rank; k++)
                {
                    solution[k] += wanted * b[j, k];
                    AddRow(normal, b, j, k);
                }
            }
            for (int k = 0; k < rank; k++)
            {
                normal[k, k] += ridge;
            }
            if (!lu.TryFactor(normal.View))
            {
                throw new ArithmeticException("The normal equations of a ridge regression are singular: the data are not finite.");
            }
            lu.Solve(normal.View, solution);
            for (int k = 0; k < rank; k++)
            {
                a[i, k] = solution[k];
            }
        }
    }

    /// <summary>Column k of the normal matrix ← itself plus b_jk·(row j of b).</summary>
    private static void AddRow(Matrix normal, Matrix b, int row, int column)
    {
        double factor = b[row, column];
        for (int l = 0; l < b.Columns; l++)
        {
            normal[l, column] += factor * b[row, l];
        }
    }
}
