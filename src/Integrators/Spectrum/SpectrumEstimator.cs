using System.Numerics;

namespace DlnDynamics.Integrators;

/// <summary>Estimates of the outer eigenvalues of a Jacobian that changes slowly: how fast, how oscillating, how unstable.</summary>
/// <remarks>
/// Each estimate starts from the sum of the Ritz vectors that mattered last time, and a pinch of noise, lest a direction that matters only now
/// be missed; a thorough one from as much noise, in a larger space. The noise is the same every time, so the same point after the same
/// estimates gives the same bits. Where an estimate fails the last one stands. A symmetric Jacobian's Ritz values are certain: the largest is
/// a lower bound of the growth rate. Of others a positive real part counts only if its residual is below half of it, since a Jacobian
/// that is far from normal has Ritz values to the right of all its eigenvalues.
/// Source: [Saa11] §6.2 and §6.6; what counts and what is kept is ours.
/// </remarks>
internal sealed class SpectrumEstimator(int dimension)
{
    /// <summary>The most directions in a thorough estimate.</summary>
    public const int ThoroughDirections = 20;

    /// <summary>The most directions in a warm estimate.</summary>
    public const int WarmDirections = 8;

    // Rates that are kept for the next start: the fastest growing, since the next mode to leave a saddle is among them.
    private const int KeptRates = 3;

    // For how much the Jacobian changes until the next estimate; Ritz values that bound nothing need more.
    private const double SymmetricSafety = 1.1;
    private const double Safety = 1.15;
    private const double LargestResidualShare = 0.35;
    private const double CertainShare = 0.5;

    private readonly KrylovSpace space = new(dimension, ThoroughDirections);
    private readonly double[] kept = new double[dimension];
    private readonly double[] start = new double[dimension];
    private readonly double[] pairs = new double[2 * ThoroughDirections];
    private int pairCount;
    private double radius;
    private double growth;

    /// <summary>A bound of all |eigenvalue|, with room; 0 where the Jacobian is zero; never NaN.</summary>
    public double Radius => radius;

    /// <summary>The largest real part of an eigenvalue, 0 where none is positive beyond noise.</summary>
    public double Growth => growth;

    /// <summary>Number of complex pairs beyond noise.</summary>
    public int PairCount => pairCount;

    /// <summary>One complex pair: real part, and the positive imaginary part.</summary>
    public (double Real, double Imaginary) Pair(int index) => (pairs[2 * index], pairs[2 * index + 1]);

    /// <summary>Estimates anew, from at most 20 products, or 8 if not thorough.</summary>
    public void Estimate(IJacobianProduct product, bool thorough)
    {
        Prepare(thorough ? 1 : 0.05);
        if (!space.TryBuild(product, start, thorough ? ThoroughDirections : WarmDirections))
        {
            return;
        }
        double largest = 0;
        foreach (Complex value in space.RitzValues)
        {
            largest = Math.Max(largest, Complex.Abs(value));
        }
        double noise = product.Noise * largest;
        growth = 0;
        radius = 0;
        double above = double.PositiveInfinity;
        for (int rank = 0; rank < KeptRates && TryRightmost(above, out Complex value); rank++)
        {
            double residual = space.ResidualOf(Tidy(value, noise, product));
            bool isCertain = product.IsSymmetric || residual <= CertainShare * value.Real;
            growth = isCertain && value.Real > noise ? Math.Max(growth, value.Real) : growth;
            Bound(value, residual, product);
            above = value.Real - Math.Max(noise, 1e-9 * largest);
        }
        Complex dominant = Dominant(largest);
        if (dominant.Real < above + noise || radius == 0)
        {
            Bound(dominant, space.ResidualOf(Tidy(dominant, noise, product)), product);
        }
        space.TakeSum(kept);
        pairCount = 0;
        foreach (Complex value in space.RitzValues)
        {
            if (!product.IsSymmetric && value.Imaginary > noise)
            {
                (pairs[2 * pairCount], pairs[2 * pairCount + 1]) = (value.Real, value.Imaginary);
                pairCount++;
            }
        }
    }

    /// <summary>Saves what the next estimates and steps depend on, or goes on from it.</summary>
    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(kept);
        transfer.Pass(ref radius);
        transfer.Pass(ref growth);
        transfer.Pass(ref pairCount);
        transfer.Pass(pairs.AsSpan(0, 2 * pairCount));
    }

    /// <summary>The space of the last estimate, for who solves in it.</summary>
    public KrylovSpace Space => space;

    private static Complex Tidy(Complex value, double noise, IJacobianProduct product) =>
        product.IsSymmetric || Math.Abs(value.Imaginary) <= noise ? value.Real : value;

    private void Bound(Complex value, double residual, IJacobianProduct product)
    {
        double size = Complex.Abs(value);
        radius = Math.Max(radius, product.IsSymmetric
            ? SymmetricSafety * (size + residual)
            : Safety * size + Math.Min(residual, LargestResidualShare * size));
    }

    /// <summary>The Ritz value with the largest real part below a bound; of a pair the one with positive imaginary part.</summary>
    private bool TryRightmost(double bound, out Complex found)
    {
        found = double.NegativeInfinity;
        foreach (Complex value in space.RitzValues)
        {
            if (value.Real < bound && (value.Real > found.Real || (value.Real == found.Real && value.Imaginary > found.Imaginary)))
            {
                found = value;
            }
        }
        return double.IsFinite(found.Real);
    }

    private Complex Dominant(double largest)
    {
        foreach (Complex value in space.RitzValues)
        {
            if (Complex.Abs(value) == largest)
            {
                return value;
            }
        }
        return Complex.Zero;
    }

    /// <summary>start ← the kept directions, scaled to length 1, plus noise of a given length.</summary>
    private void Prepare(double noise)
    {
        double length = VectorPass.Distance(kept, []);
        if (length > 0 && double.IsFinite(length))
        {
            VectorPass.Blend(1 / length, kept, 0, kept, start);
        }
        else
        {
            start.AsSpan().Clear();
            noise = 1;
        }
        double scale = noise / Math.Sqrt(Math.Max(1, start.Length));
        for (int i = 0; i < start.Length; i++)
        {
            // A multiplicative hash of the index: signs and sizes that no structure of the field will match.
            ulong hash = ((ulong)i + 1) * 0x9E3779B97F4A7C15;
            hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
            start[i] += scale * ((hash >> 11) * (1.0 / (1L << 52)) - 1);
        }
    }
}
