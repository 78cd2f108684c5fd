using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Completion by X = A·Bᵀ of rank k with a ridge, ½ Σ over observed entries (X − T)² + (μ/2)(‖A‖² + ‖B‖²), minimised over A and B in turn.</summary>
/// <remarks>
/// The objective is not convex: what is found is a stationary point, reached from the leading singular vectors of what is observed, or a point on the way to it: where
/// few entries are observed, going all the way fits them and loses the others. Sweeps end where one without momentum changes the objective by 1e-9 of it.
/// Cost of a sweep: |Ω|k² and (m + n)k³; tens of sweeps, or thousands where few entries are observed.
/// Source: [HMLZ15] §2, with the momentum of [BT09] and the restarts of [OC15].
/// </remarks>
public static class AlternatingLeastSquares
{
    private const int MostSweeps = 10_000;
    private const double Settled = 1e-9;

    private static readonly int[] Ranks = [1, 2, 3, 4, 5, 6, 8, 10];

    // Relative to the mean square of the observed entries.
    private static readonly double[] Ridges = [1e-3, 1e-2, 1e-1, 1];

    // After how many sweeps an estimate is looked at; the last are as many as it takes.
    private static readonly int[] Stops = [10, 30, 100, 300, MostSweeps];

    /// <summary>The estimate whose rank, μ and number of sweeps do best on a tenth of the observed entries set aside, then fitted to all of them.</summary>
    /// <param name="data">m × n; only observed entries are read.</param>
    /// <param name="observed">At least twenty entries, so that there are two to choose by.</param>
    /// <exception cref="ArgumentException">Fewer entries are observed.</exception>
    public static BaselineEstimate Fit(Matrix data, Mask observed)
    {
        Validation validation = new(data, observed);
        double meanSquare = observed.Entries.Average(entry => data[entry.Row, entry.Column] * data[entry.Row, entry.Column]);
        (double Error, int Rank, double Ridge, int Stop) best = (double.PositiveInfinity, 1, Ridges[0] * meanSquare, Stops.Length - 1);
        int unsettled = 0;
        foreach (int rank in Ranks.Where(rank => rank <= Math.Min(data.Rows, data.Columns)))
        {
            foreach (double ridge in Ridges.Select(part => part * meanSquare))
            {
                AlternatingSolver trial = new(data, validation.Fitted, rank, ridge);
                double change = double.PositiveInfinity;
                for (int stop = 0; stop < Stops.Length && change > Settled; stop++)
                {
                    change = Continue(trial, stop);
                    double error = validation.Error(trial.Estimate);
                    best = error < best.Error ? (error, rank, ridge, change <= Settled ? Stops.Length - 1 : stop) : best;
                }
                unsettled += change <= Settled ? 0 : 1;
            }
        }
        AlternatingSolver solver = new(data, observed, best.Rank, best.Ridge);
        double last = double.PositiveInfinity;
        for (int stop = 0; stop <= best.Stop && last > Settled; stop++)
        {
            last = Continue(solver, stop);
        }
        string reason = string.Create(
            CultureInfo.InvariantCulture,
            $"Rank {best.Rank} with ridge {best.Ridge:G3} had the smallest error, {best.Error:G3}, on {validation.Count} observed entries set aside; then all were fitted.");
        bool isEarly = best.Stop < Stops.Length - 1 && last > Settled;
        reason += !isEarly ? "" : string.Create(CultureInfo.InvariantCulture, $" It is stopped after {Stops[best.Stop]} sweeps, since more did worse on the entries set aside; the last changed the objective by {last:G2} of it.");
        reason += unsettled == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $" {unsettled} of the fits tried had not settled after {MostSweeps} sweeps.");
        reason += isEarly || last <= Settled ? "" : string.Create(
            CultureInfo.InvariantCulture, $" The estimate has not settled: sweep {MostSweeps} still changed the objective by {last:G2} of it, where {Settled:G1} was asked for.");
        return new("alternating-least-squares", best.Rank, best.Ridge, solver.Estimate, reason);
    }

    /// <summary>The estimate of one rank and ridge, from a start by the leading singular vectors of what is observed; after 10,000 sweeps it is taken as it is.</summary>
    public static Matrix Fit(Matrix data, Mask observed, int rank, double ridge)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(observed);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(ridge);
        AlternatingSolver solver = new(data, observed, rank, ridge);
        solver.Solve(Settled, MostSweeps);
        return solver.Estimate;
    }

    /// <summary>From one stop to the next.</summary>
    private static double Continue(AlternatingSolver solver, int stop) => solver.Solve(Settled, stop == 0 ? Stops[0] : Stops[stop] - Stops[stop - 1]);
}
