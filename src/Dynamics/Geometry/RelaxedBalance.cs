using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Imbalances that are multiples of the identity, W_{p+1}ᵀW_{p+1} − W_pW_pᵀ = λ_p·I: X alone then fixes the singular values of every layer.</summary>
/// <remarks>
/// Beside a singular value σ of X stands s_p = κ + c_p in W_pW_pᵀ, with c_{p+1} − c_p = λ_p, min c_p = 0, and κ ≥ 0 from ∏(κ + c_p) = σ². In a direction
/// in which X vanishes κ = 0, so a layer with c_p > 0 is square and invertible; the one with c_p = 0, the narrow one, is m × n, those above it are
/// m × m and those below it n × n. For other widths there are no such layers: one of two neighbours of different widths has a kernel, on which
/// the imbalance is not λ_p. Balanced layers are all λ_p = 0. Source: [MPG25] (λ_p ≠ 0 at two layers also [BDFS22]).
/// </remarks>
public sealed class RelaxedBalance
{
    private const int MostIterations = 200;

    private readonly double[] offsets;
    private readonly double[] logOffsets;

    /// <summary>The imbalances λ₁, …, λ_{N−1}.</summary>
    /// <exception cref="ArgumentException">None is given, or one is not finite.</exception>
    public RelaxedBalance(params ImmutableArray<double> imbalances)
    {
        if (imbalances.IsDefaultOrEmpty || !imbalances.All(double.IsFinite))
        {
            string found = imbalances.IsDefaultOrEmpty ? "none" : string.Join(", ", imbalances.Select(one => one.ToString(CultureInfo.InvariantCulture)));
            throw new ArgumentException($"N layers have N − 1 imbalances, at least one and each a finite number; found {found}.", nameof(imbalances));
        }
        Imbalances = imbalances;
        offsets = new double[Layers];
        for (int p = 0; p < imbalances.Length; p++)
        {
            offsets[p + 1] = offsets[p] + imbalances[p];
        }
        Narrow = Array.IndexOf(offsets, offsets.Min());
        double least = offsets[Narrow];
        for (int p = 0; p < offsets.Length; p++)
        {
            offsets[p] -= least;
        }
        logOffsets = [.. offsets.Select(offset => Math.Log(offset))];
    }

    /// <summary>λ₁, …, λ_{N−1}.</summary>
    public ImmutableArray<double> Imbalances { get; }

    /// <summary>N.</summary>
    public int Layers => Imbalances.Length + 1;

    /// <summary>The layer, counted from 0, whose singular values are smallest; of several the first.</summary>
    public int Narrow { get; }

    /// <summary>c_p of the layers, counted from 0; the least is 0.</summary>
    public ReadOnlySpan<double> Offsets => offsets;

    /// <summary>Whether one layer alone is the narrow one: then singular values of X pass zero, and no critical point of the flow but those of the loss exists.</summary>
    /// <remarks>Otherwise zero is a barrier, as for balanced layers of as many as share the least c_p.</remarks>
    public bool PassesZero => offsets.Count(offset => offset == 0) == 1;

    /// <summary>The one network that has such layers with an m × n product: widths n below the narrow layer and m above it.</summary>
    public NetworkShape ShapeOf(int rows, int columns) => new([.. Enumerable.Range(0, Layers + 1).Select(p => p <= Narrow ? columns : rows)]);

    /// <summary>ln κ of a singular value of X; −∞ for σ = 0. Error: about ε(1 + |ln σ|).</summary>
    /// <remarks>
    /// Newton's iteration in x = ln κ for Σ ln(eˣ + c_p) = 2 ln σ, whose left side is convex with slopes from 1 to N: from the right, where it
    /// starts, it falls to the root. Cost: a handful of iterations of N logarithms.
    /// </remarks>
    public double LogSquare(double logSigma)
    {
        double x = 2 * logSigma / Layers;
        for (int k = 0; k < MostIterations && double.IsFinite(x); k++)
        {
            double excess = -2 * logSigma, slope = 0;
            for (int p = 0; p < offsets.Length; p++)
            {
                double ratio = Math.Exp(-Math.Abs(x - logOffsets[p]));
                excess += Math.Max(x, logOffsets[p]) + Elementary.Log1p(ratio);
                slope += x >= logOffsets[p] ? 1 / (1 + ratio) : ratio / (1 + ratio);
            }
            double next = x - excess / slope;
            if (!(next < x))
            {
                break;
            }
            x = next;
        }
        return x;
    }

    /// <summary>squares[p] ← s_p = κ + c_p, the square of the singular value of layer p, counted from 0, beside one of X.</summary>
    public void FillSquares(double logSigma, Span<double> squares)
    {
        double smallest = Math.Exp(LogSquare(logSigma));
        for (int p = 0; p < offsets.Length; p++)
        {
            squares[p] = smallest + offsets[p];
        }
    }
}
