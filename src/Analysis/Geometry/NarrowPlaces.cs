using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Where on a chord, along which one entry of a square matrix moves, σ₁ … σ_{d−1} are small: there √det ĝ has peaks as narrow as they are.</summary>
/// <remarks>
/// det(XXᵀ − σ²) is quadratic in the entry, so all singular values together take a value at most twice: each has one minimum at most. It lies where
/// the slope uᵢvⱼ turns positive, and is found by halving between equidistant places. A slope is at most 1: a minimum above a tenth of the chord makes no
/// peak that quadrature would not see. Cost: 9 decompositions, and up to 60 for a small minimum.
/// </remarks>
internal sealed class NarrowPlaces(int size, Action<double> decompose, double[] sigma, Matrix left, Matrix right)
{
    private const int Places = 9;
    private const double Small = 0.1;

    /// <summary>Adds the places, as the parameter s of the chord.</summary>
    /// <param name="entry">That moves.</param>
    /// <param name="from">Least s.</param>
    /// <param name="to">Largest s.</param>
    /// <param name="found">Where they go.</param>
    public void Find((int Row, int Column) entry, double from, double to, List<double> found)
    {
        double[,] slopes = new double[Places, size - 1];
        for (int place = 0; place < Places; place++)
        {
            decompose(At(place));
            for (int k = 0; k < size - 1; k++)
            {
                slopes[place, k] = Slope(k);
            }
        }
        for (int k = 0; k < size - 1; k++)
        {
            // A minimum beyond an end has its peak at the end.
            for (int place = 0; place <= Places; place++)
            {
                bool falls = place == 0 || slopes[place - 1, k] < 0, rises = place == Places || slopes[place, k] >= 0;
                if (falls && rises)
                {
                    Halve(k, At(Math.Max(0, place - 1)), At(Math.Min(Places - 1, place)));
                }
            }
        }

        double At(int place) => from + (to - from) * place / (Places - 1);

        double Slope(int k) => left[entry.Row, k] * right[entry.Column, k];

        void Halve(int k, double low, double high)
        {
            double middle = low;
            decompose(middle);
            for (int halving = 0; halving < 60 && high - low > Small * sigma[k]; halving++)
            {
                middle = 0.5 * (low + high);
                decompose(middle);
                (low, high) = Slope(k) < 0 ? (middle, high) : (low, middle);
            }
            if (sigma[k] < Small * (to - from))
            {
                found.Add(middle);
            }
        }
    }
}
