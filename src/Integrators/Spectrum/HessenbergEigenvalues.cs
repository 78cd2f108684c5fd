using System.Numerics;

namespace DlnDynamics.Integrators;

/// <summary>All eigenvalues of a small upper Hessenberg matrix: the QR iteration in complex numbers, shifted and deflated.</summary>
/// <remarks>Error: rounding times the matrix's norm, times the eigenvalue's condition. Cost: about 20·n³ operations. Source: [Golub2013] §7.5.</remarks>
internal sealed class HessenbergEigenvalues(int limit)
{
    private const int RoundsPerEigenvalue = 60;

    private readonly Complex[] work = new Complex[limit * limit];
    private readonly double[] cosines = new double[limit];
    private readonly Complex[] sines = new Complex[limit];

    /// <summary>eigenvalues ← those of the leading size × size block, its columns <paramref name="stride"/> apart; false if it did not converge.</summary>
    public bool TryFind(ReadOnlySpan<double> matrix, int stride, int size, Span<Complex> eigenvalues)
    {
        double norm = 0;
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < size; i++)
            {
                double entry = i <= j + 1 ? matrix[i + j * stride] : 0;
                work[i + j * limit] = entry;
                norm = Math.Max(norm, Math.Abs(entry));
            }
        }
        double negligible = norm * 1e-16;
        int high = size - 1;
        int rounds = 0;
        while (high > 0)
        {
            int low = high;
            while (low > 0 && Magnitude(low, low - 1) > Math.Max(negligible, 1e-16 * (Magnitude(low, low) + Magnitude(low - 1, low - 1))))
            {
                low--;
            }
            if (low == high)
            {
                high--;
                rounds = 0;
                continue;
            }
            if (++rounds > RoundsPerEigenvalue)
            {
                return false;
            }

            // Every so often a shift that is nobody's eigenvalue, against cycles.
            Complex shift = rounds % 11 == 10 ? At(high, high) + Magnitude(high, high - 1) : WilkinsonShift(high);
            Sweep(low, high, shift);
        }
        for (int i = 0; i < size; i++)
        {
            eigenvalues[i] = At(i, i);
        }
        return true;
    }

    private ref Complex At(int row, int column) => ref work[row + column * limit];

    private double Magnitude(int row, int column) => Complex.Abs(At(row, column));

    /// <summary>The eigenvalue of the last 2 × 2 block nearest to its last entry.</summary>
    private Complex WilkinsonShift(int high)
    {
        Complex a = At(high - 1, high - 1);
        Complex d = At(high, high);
        Complex product = At(high - 1, high) * At(high, high - 1);
        Complex half = (a - d) / 2;
        Complex root = Complex.Sqrt(half * half + product);
        Complex larger = Complex.Abs(half + root) >= Complex.Abs(half - root) ? half + root : half - root;
        return larger == Complex.Zero ? d : d - product / larger;
    }

    /// <summary>One step A − σ = QR, A ← RQ + σ on the active block.</summary>
    private void Sweep(int low, int high, Complex shift)
    {
        for (int i = low; i <= high; i++)
        {
            At(i, i) -= shift;
        }
        for (int k = low; k < high; k++)
        {
            Complex above = At(k, k);
            Complex below = At(k + 1, k);
            double size = double.Hypot(Complex.Abs(above), Complex.Abs(below));
            double cosine = size == 0 ? 1 : Complex.Abs(above) / size;
            Complex phase = above == Complex.Zero ? Complex.One : above / Complex.Abs(above);
            Complex sine = size == 0 ? Complex.Zero : phase * Complex.Conjugate(below) / size;
            (cosines[k], sines[k]) = (cosine, sine);
            for (int j = k; j <= high; j++)
            {
                Complex x = At(k, j);
                Complex y = At(k + 1, j);
                At(k, j) = cosine * x + sine * y;
                At(k + 1, j) = cosine * y - Complex.Conjugate(sine) * x;
            }
        }
        for (int k = low; k < high; k++)
        {
            for (int i = low; i <= Math.Min(k + 1, high); i++)
            {
                Complex x = At(i, k);
                Complex y = At(i, k + 1);
                At(i, k) = cosines[k] * x + Complex.Conjugate(sines[k]) * y;
                At(i, k + 1) = cosines[k] * y - sines[k] * x;
            }
        }
        for (int i = low; i <= high; i++)
        {
            At(i, i) += shift;
        }
    }
}
