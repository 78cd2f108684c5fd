using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Completion by a penalty on the nuclear norm, ½ Σ over observed entries (X − T)² + λ‖X‖_*, by soft-thresholded singular values.</summary>
/// <remarks>λ falls from the largest that gives anything; each solution starts the next. Cost: a decomposition of m × n an iteration. Source: [MHT10] algorithm 1.</remarks>
public static class NuclearNorm
{
    // λ falls by this factor from one solution to the next, so many times at most.
    private const double Fall = 0.7;
    private const int MostPenalties = 30;

    // A path ends where validation has grown so many times in a row.
    private const int MostGrowths = 3;

    // A solution counts as found when an iteration moves it by less than this part of λ, which is by how much its optimality is off.
    private const double Settled = 1e-2;
    private const int MostIterations = 1000;

    /// <summary>The estimate whose λ does best on a tenth of the observed entries set aside, then fitted to all of them.</summary>
    /// <param name="data">m × n; only observed entries are read.</param>
    /// <param name="observed">At least twenty entries, so that there are two to choose by.</param>
    /// <exception cref="ArgumentException">Fewer entries are observed.</exception>
    public static BaselineEstimate Fit(Matrix data, Mask observed)
    {
        Validation validation = new(data, observed);
        double best = double.PositiveInfinity;
        int chosen = 0, growths = 0;
        double[] penalties = Penalties(data, observed);
        foreach ((int k, Matrix estimate, _) in Path(data, validation.Fitted, penalties))
        {
            double error = validation.Error(estimate);
            (growths, best, chosen) = error < best ? (0, error, k) : (growths + 1, best, chosen);
            if (growths == MostGrowths)
            {
                break;
            }
        }
        (_, Matrix final, int rank) = Path(data, observed, penalties).ElementAt(chosen);
        return new("nuclear-norm", rank, penalties[chosen], final, string.Create(
            CultureInfo.InvariantCulture, $"λ = {penalties[chosen]:G3} had the smallest error, {best:G3}, on {validation.Count} observed entries set aside; then all were fitted."));
    }

    /// <summary>From just below the largest λ that gives anything.</summary>
    private static double[] Penalties(Matrix data, Mask observed)
    {
        Matrix seen = new(data.Rows, data.Columns);
        foreach ((int i, int j) in observed.Entries)
        {
            seen[i, j] = data[i, j];
        }
        double largest = SingularFactors.Of(seen.View).Sigma[0];
        return [.. Enumerable.Range(1, MostPenalties).Select(k => largest * Math.Pow(Fall, k))];
    }

    /// <summary>Solutions from the largest λ on down, each started from the one before.</summary>
    private static IEnumerable<(int Index, Matrix Estimate, int Rank)> Path(Matrix data, Mask observed, double[] penalties)
    {
        Matrix estimate = new(data.Rows, data.Columns), filled = new(data.Rows, data.Columns);
        (int Row, int Column)[] entries = [.. observed.Entries];
        for (int k = 0; k < penalties.Length; k++)
        {
            int rank = 0;
            for (int iteration = 0; iteration < MostIterations; iteration++)
            {
                estimate.Data.CopyTo(filled.Data);
                foreach ((int i, int j) in entries)
                {
                    filled[i, j] = data[i, j];
                }
                (Matrix next, rank) = Shrunk(filled, penalties[k]);
                VectorOperations.AddScaled(-1, next.Data, estimate.Data);
                double change = VectorOperations.EuclideanNorm(estimate.Data);
                estimate = next;
                if (change <= Settled * penalties[k])
                {
                    break;
                }
            }
            yield return (k, Matrix.CopyOf(estimate.View), rank);
        }
    }

    private static (Matrix Result, int Rank) Shrunk(Matrix matrix, double penalty)
    {
        SingularFactors factors = SingularFactors.Of(matrix.View);
        int rank = 0;
        while (rank < factors.Sigma.Length && factors.Sigma[rank] > penalty)
        {
            VectorOperations.Scale(factors.Sigma[rank] - penalty, factors.Left.View.Column(rank));
            rank++;
        }
        Matrix result = new(matrix.Rows, matrix.Columns);
        DenseKernels.Default.Multiply(
            1, factors.Left.View.Block(0, 0, matrix.Rows, rank), Transpose.No, factors.Right.View.Block(0, 0, matrix.Columns, rank), Transpose.Yes, 0, result.View);
        return (result, rank);
    }
}
