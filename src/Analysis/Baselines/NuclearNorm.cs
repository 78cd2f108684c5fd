using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Completion by a penalty on the nuclear norm, ½ Σ over observed entries (X − T)² + λ‖X‖_*, by soft-thresholded singular values.</summary>
/// <remarks>
/// λ falls from the largest that gives anything; each solution starts the next. While λ is chosen, optimality may be missed by λ/1000; the estimate
/// itself misses it by 1e-6·λ. Cost: a decomposition of m × n a step, some tens of steps to thousands, the more the smaller λ is.
/// Source: [MHT10] algorithm 1, with the momentum of [BT09] and the restarts of [OC15].
/// </remarks>
public static class NuclearNorm
{
    // λ falls by this factor from one solution to the next, so many times at most.
    private const double Fall = 0.7;
    private const int MostPenalties = 30;

    // A path ends where validation has grown so many times in a row.
    private const int MostGrowths = 3;

    // By what part of λ optimality may be missed, while λ is chosen and in the end, and after how many steps that is given up.
    private const double Rough = 1e-3;
    private const double Settled = 1e-6;
    private const int MostRoughSteps = 1000;
    private const int MostSteps = 20_000;

    /// <summary>The estimate whose λ does best on a tenth of the observed entries set aside, then fitted to all of them.</summary>
    /// <param name="data">m × n; only observed entries are read.</param>
    /// <param name="observed">At least twenty entries, so that there are two to choose by.</param>
    /// <exception cref="ArgumentException">Fewer entries are observed.</exception>
    public static BaselineEstimate Fit(Matrix data, Mask observed)
    {
        Validation validation = new(data, observed);
        NuclearNormSolver path = new(data, validation.Fitted);
        double best = double.PositiveInfinity, largest = LargestPenalty(data, observed);
        int chosen = 0, growths = 0;
        Matrix start = new(data.Rows, data.Columns);
        for (int k = 1; k <= MostPenalties && growths < MostGrowths; k++)
        {
            path.Solve(largest * Math.Pow(Fall, k), Rough, MostRoughSteps);
            Matrix estimate = path.Estimate;
            double error = validation.Error(estimate);
            (growths, best, chosen, start) = error < best ? (0, error, k, estimate) : (growths + 1, best, chosen, start);
        }
        double penalty = largest * Math.Pow(Fall, chosen);
        NuclearNormSolver solver = new(data, observed, start);
        double missed = solver.Solve(penalty, Settled, MostSteps);
        string reason = string.Create(
            CultureInfo.InvariantCulture, $"λ = {penalty:G3} had the smallest error, {best:G3}, on {validation.Count} observed entries set aside; then all were fitted.");
        reason += chosen < MostPenalties ? "" : " It is the smallest λ that was tried.";
        reason += missed <= Settled ? "" : string.Create(
            CultureInfo.InvariantCulture, $" The minimum is not reached: after {MostSteps} steps optimality is missed by {missed:G2} of λ, where {Settled:G1} was asked for.");
        return new("nuclear-norm", solver.Rank, penalty, solver.Estimate, reason);
    }

    /// <summary>The estimate of one λ, optimal to 1e-6·λ or to what 20,000 steps from X = 0 reach.</summary>
    /// <param name="data">m × n; only observed entries are read.</param>
    /// <param name="observed">The entries to fit.</param>
    /// <param name="penalty">λ, above 0.</param>
    public static Matrix Fit(Matrix data, Mask observed, double penalty)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(penalty);
        NuclearNormSolver solver = new(data, observed);
        solver.Solve(penalty, Settled, MostSteps);
        return solver.Estimate;
    }

    /// <summary>The largest λ that gives anything.</summary>
    private static double LargestPenalty(Matrix data, Mask observed)
    {
        Matrix seen = new(data.Rows, data.Columns);
        foreach ((int i, int j) in observed.Entries)
        {
            seen[i, j] = data[i, j];
        }
        return SingularFactors.Of(seen.View).Sigma[0];
    }
}
