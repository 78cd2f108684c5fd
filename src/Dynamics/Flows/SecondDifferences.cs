using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The derivative of A ↦ k(H, H)∘A in H, for a kernel k(x, y): second-order divided differences in the eigenframe of H.</summary>
/// <remarks>
/// D[h](A)ᵢⱼ = Σₗ hᵢₗAₗⱼ·[k(ℓᵢ,ℓⱼ) − k(ℓₗ,ℓⱼ)]/(ℓᵢ − ℓₗ) + Aᵢₗhₗⱼ·[k(ℓᵢ,ℓₗ) − k(ℓᵢ,ℓⱼ)]/(ℓₗ − ℓⱼ). Close pairs by four-point
/// Gauss–Legendre quadrature of the slope, so equal eigenvalues need no special case. Memory: 2r³.
/// </remarks>
internal sealed class SecondDifferences(int size)
{
    // Beyond this gap the plain quotient loses at most one digit; below it the quadrature is exact to rounding.
    private const double CloseGap = 0.1;

    private static readonly double[] Nodes = [0.0694318442029737, 0.3300094782075719, 0.6699905217924281, 0.9305681557970263];
    private static readonly double[] Weights = [0.1739274225687269, 0.3260725774312731, 0.3260725774312731, 0.1739274225687269];

    private readonly double[] first = new double[size * size * size];
    private readonly double[] second = new double[size * size * size];

    /// <summary>Computes the divided differences of a kernel given by its values and its slopes (∂k/∂x, ∂k/∂y).</summary>
    public void Fill(ReadOnlySpan<double> l, Matrix values, Func<double, double, (double First, double Second)> slopes)
    {
        for (int j = 0; j < size; j++)
        {
            for (int p = 0; p < size; p++)
            {
                for (int i = 0; i <= p; i++)
                {
                    double gap = l[i] - l[p], inFirst = 0, inSecond = 0;
                    if (Math.Abs(gap) > CloseGap)
                    {
                        inFirst = (values[i, j] - values[p, j]) / gap;
                        inSecond = (values[j, i] - values[j, p]) / gap;
                    }
                    else
                    {
                        for (int k = 0; k < Nodes.Length; k++)
                        {
                            double between = l[p] + Nodes[k] * gap;
                            inFirst += Weights[k] * slopes(between, l[j]).First;
                            inSecond += Weights[k] * slopes(l[j], between).Second;
                        }
                    }
                    first[Index(i, p, j)] = first[Index(p, i, j)] = inFirst;
                    second[Index(i, p, j)] = second[Index(p, i, j)] = inSecond;
                }
            }
        }
    }

    /// <summary>result ← D[h](a).</summary>
    public void Apply(Matrix h, Matrix a, Matrix result)
    {
        for (int j = 0; j < size; j++)
        {
            for (int i = 0; i < size; i++)
            {
                double sum = 0;
                for (int l = 0; l < size; l++)
                {
                    sum += h[i, l] * a[l, j] * first[Index(l, i, j)] + a[i, l] * h[l, j] * second[Index(l, j, i)];
                }
                result[i, j] = sum;
            }
        }
    }

    private int Index(int l, int i, int j) => l + size * (i + size * j);
}
