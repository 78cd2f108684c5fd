namespace DlnDynamics.LinearAlgebra;

/// <summary>Eigenvalues of a symmetric tridiagonal matrix by QL sweeps with Wilkinson's shift, and the rotations that lead there.</summary>
/// <remarks>Source: [Golub2013] section 8.3; implicit QL after Martin, Wilkinson and Dubrulle, Numerische Mathematik 12 (1968).</remarks>
internal static class ImplicitQl
{
    private const int SweepsForOneValue = 60;

    // A value that has not settled by now sits in what rounding left of a null space, where nothing sets a size: couplings of ε·‖T‖ are
    // dropped then, which is the error that is promised anyway. Three sweeps are usual.
    private const int PatientSweeps = 30;
    private const double Epsilon = 2.220446049250313e-16;

    // Beside a matrix of size 1 this is nothing; below it squares would lose digits, and rotations their unit length.
    private const double Negligible = 1e-140;

    /// <summary>Overwrites the diagonal (entries at most about 1) with the eigenvalues. False if one will not settle.</summary>
    public static bool TryDiagonalize(Span<double> diagonal, Span<double> offDiagonal, RotationBatch rotations)
    {
        int last = diagonal.Length - 1;
        double rounding = Epsilon * Math.Max(VectorOperations.MaximumNorm(diagonal), last > 0 ? VectorOperations.MaximumNorm(offDiagonal[..last]) : 0);
        for (int low = 0; low < last; low++)
        {
            for (int sweep = 0; ; sweep++)
            {
                int high = low;
                while (high < last && !Splits(diagonal, offDiagonal, high, sweep < PatientSweeps ? Negligible : rounding))
                {
                    high++;
                }
                if (high == low)
                {
                    break;
                }
                if (sweep == SweepsForOneValue)
                {
                    return false;
                }
                Sweep(diagonal, offDiagonal, low, high, rotations);
            }
        }
        rotations.Flush();
        return true;
    }

    private static bool Splits(ReadOnlySpan<double> diagonal, ReadOnlySpan<double> offDiagonal, int at, double negligible) =>
        Math.Abs(offDiagonal[at]) <= Math.Max(Epsilon * (Math.Abs(diagonal[at]) + Math.Abs(diagonal[at + 1])), negligible);

    private static void Sweep(Span<double> diagonal, Span<double> offDiagonal, int low, int high, RotationBatch rotations)
    {
        double g = (diagonal[low + 1] - diagonal[low]) / (2 * offDiagonal[low]);
        g = diagonal[high] - diagonal[low] + offDiagonal[low] / (g + Math.CopySign(Math.Sqrt(g * g + 1), g));
        double sine = 1, cosine = 1, shift = 0;
        Span<Rotation> room = rotations.Begin(high, high - low);
        for (int i = high - 1; i >= low; i--)
        {
            double f = sine * offDiagonal[i], b = cosine * offDiagonal[i], square = f * f + g * g;
            if (square < Negligible * Negligible)
            {
                // The bulge has vanished: the matrix splits at i + 1, and the rest of the sweep has nothing to chase.
                // Never in the first round, where f is an entry that did not split.
                // The coupling below has the cosine's sign now (±1), or the vectors would not fit the values.
                diagonal[i + 1] -= shift;
                offDiagonal[i + 1] = 0;
                offDiagonal[i] = b;
                rotations.End(high - 1 - i);
                return;
            }
            double length = Math.Sqrt(square);
            if (i + 1 < high)
            {
                offDiagonal[i + 1] = length;
            }
            sine = f / length;
            cosine = g / length;
            g = diagonal[i + 1] - shift;
            double r = (diagonal[i] - g) * sine + 2 * cosine * b;
            shift = sine * r;
            diagonal[i + 1] = g + shift;
            g = cosine * r - b;
            room[high - 1 - i] = new(cosine, sine);
        }
        diagonal[low] -= shift;
        offDiagonal[low] = g;
        rotations.End(high - low);
    }
}
