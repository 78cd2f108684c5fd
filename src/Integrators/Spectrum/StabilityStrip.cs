namespace DlnDynamics.Integrators;

/// <summary>How far a Chebyshev method's stability reaches from the real axis: an ellipse, from z = 0 to the end of the interval.</summary>
/// <remarks>
/// With s stages the ellipse has half-axes A along the real axis and B across, A ∝ s² and B ∝ s, so that B²/A = <paramref name="Aspect"/> is
/// the same for every s. An eigenvalue x ± iy is inside for a step h if s² is larger by 1/(1 − h·y²/(2·|x|·Aspect)) than |x| alone asks for. Pairs
/// with h·|y| ≤ ½ are left to accuracy.
/// </remarks>
/// <param name="Aspect">B²/A.</param>
internal readonly record struct StabilityStrip(double Aspect)
{
    private const double SmallAngle = 0.5;

    /// <summary>The longest step at which more stages help against all pairs, doubling s² at most.</summary>
    public double LargestStep(SpectrumEstimator spectrum)
    {
        double longest = double.PositiveInfinity;
        for (int i = 0; i < spectrum.PairCount; i++)
        {
            (double real, double imaginary) = spectrum.Pair(i);
            longest = Math.Min(longest, Math.Max(SmallAngle / imaginary, real < 0 ? Aspect * -real / imaginary / imaginary : 0));
        }
        return longest;
    }

    /// <summary>By what to multiply the spectral radius so that the stages it asks for also cover the pairs; infinity where none do.</summary>
    public double Stretch(SpectrumEstimator spectrum, double h)
    {
        double smallest = 1;
        for (int i = 0; i < spectrum.PairCount; i++)
        {
            (double real, double imaginary) = spectrum.Pair(i);
            if (h * imaginary > SmallAngle)
            {
                smallest = Math.Min(smallest, real < 0 ? 1 - h * imaginary * imaginary / (-2 * real * Aspect) : 0);
            }
        }
        return smallest > 0 ? 1 / smallest : double.PositiveInfinity;
    }
}
