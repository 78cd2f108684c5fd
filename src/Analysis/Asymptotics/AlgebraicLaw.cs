using DlnDynamics.Dynamics;
using MathNet.Numerics.LinearRegression;

namespace DlnDynamics.Analysis;

/// <summary>What theory says of a mode that vanishes: powers of time, and the Łojasiewicz exponent behind them.</summary>
/// <param name="Mode">σ ~ τ^(−Mode); infinite where σ falls exponentially.</param>
/// <param name="Loss">E − E(∞) ~ τ^(−Loss); infinite likewise.</param>
/// <param name="Lojasiewicz">θ in ‖∇L‖ ≥ c·(E − E(∞))^(1−θ), ∇L the layers' gradient: E − E(∞) ~ τ^(−1/(1−2θ)), exponential at θ = ½.</param>
/// <remarks>
/// One mode obeys dσ/dτ = −σ^(2−2/N)·g with g = σ (zero target) or g constant (push); both clocks give the same powers. Worked
/// out for one mode. Source: [ACHL19] Theorem 3.
/// </remarks>
public readonly record struct AlgebraicLaw(double Mode, double Loss, double Lojasiewicz)
{
    /// <summary>The law at a depth N ≥ 2: zero target σ ~ τ^(−N/(2N−2)), θ = 1/(2N); push σ ~ τ^(−N/(N−2)), at N = 2 exponential, θ = 1/N.</summary>
    /// <exception cref="ArgumentOutOfRangeException">At depth 1 nothing vanishes slowly; or the cause is undecided.</exception>
    public static AlgebraicLaw Of(Depth depth, VanishingCause cause)
    {
        double inverse = depth.Reciprocal;
        if (inverse > 0.5)
        {
            throw new ArgumentOutOfRangeException(nameof(depth), depth, "One layer has no algebraic law.");
        }
        if (cause == VanishingCause.Undecided)
        {
            throw new ArgumentOutOfRangeException(nameof(cause), cause, "Without a cause there is no law.");
        }
        double mode = 1 / (cause == VanishingCause.ZeroTarget ? 2 - 2 * inverse : 1 - 2 * inverse);
        return cause == VanishingCause.ZeroTarget ? new(mode, 2 * mode, 0.5 * inverse) : new(mode, mode, inverse);
    }

    /// <summary>
    /// θ from a trajectory: 1 less the slope of ½·ln D against ln(E − E(∞)) over the last e-folds, D = −dE/dτ the squared gradient of the layers over N. Any clock: it
    /// enters D as a factor.
    /// </summary>
    /// <param name="rows">A run.</param>
    /// <param name="limit">E(∞).</param>
    /// <param name="efolds">How many e-folds of E − E(∞) to use.</param>
    /// <param name="floor">E − E(∞) below this, absolute, is error.</param>
    /// <returns>NaN where fewer than three rows lie there.</returns>
    public static double EstimateLojasiewicz(IReadOnlyList<HistoryRow> rows, double limit, double efolds, double floor)
    {
        ArgumentNullException.ThrowIfNull(rows);
        (double Loss, double Gradient)[] kept =
            [.. rows.Where(row => row.Loss - limit > floor && row.Dissipation > 0).Select(row => (Math.Log(row.Loss - limit), 0.5 * Math.Log(row.Dissipation)))];
        double last = kept.Length > 0 ? kept[^1].Loss : double.NaN;
        kept = [.. kept.Where(row => row.Loss <= last + efolds)];
        return kept.Length < 3 ? double.NaN : 1 - SimpleRegression.Fit([.. kept.Select(row => row.Loss)], [.. kept.Select(row => row.Gradient)]).B;
    }
}
