using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics;

namespace DlnDynamics.Oracles;

/// <summary>The law of the two singular values in equilibrium, for E = ½‖X − diag(t₁, t₂)‖² on 2 × 2 matrices: bins of equal width in quantiles, and their probabilities by quadrature.</summary>
/// <remarks>
/// With X = R(a)·diag(σ₁, ±σ₂)·R(b)ᵀ, ⟨T, X⟩ = ½(t₁ + t₂)(σ₁ ± σ₂)cos(a − b) + ½(t₁ − t₂)(σ₁ ∓ σ₂)cos(a + b); the mean of e^(β⟨T, X⟩) over both angles is
/// I₀(½β(t₁ + t₂)(σ₁ ± σ₂))·I₀(½β(t₁ − t₂)(σ₁ ∓ σ₂)). Times e^(−β‖σ‖²/2), the volume form in z = N(σ^(1/N) − 1), van(σ^(2/N))dz₁dz₂, and with the
/// entropy √(van(σ²)/van(σ^(2/N))). Both signs of the determinant where paths pass lower rank, the positive one else. Error: 1e-4 of a probability.
/// </remarks>
public sealed class PlanarEquilibrium
{
    private const int Cells = 600;

    private readonly double beta, t1, t2, inverse, lowest, width;
    private readonly bool entropy, bothSigns;
    private readonly Depth depth;
    private readonly double[,] mass = new double[Cells, Cells];

    /// <summary>For a target diag(t1, t2), t1 ≥ t2, and a floor on σ where there is one; N = ∞ needs one.</summary>
    public PlanarEquilibrium(Depth depth, double inverseTemperature, double t1, double t2, bool withEntropy, double? floor)
    {
        (this.depth, beta, this.t1, this.t2, entropy, bothSigns) = (depth, inverseTemperature, t1, t2, withEntropy, floor is null);
        inverse = depth.Reciprocal;
        lowest = floor is { } least ? RadialCoordinate.Of(depth, Math.Log(least)) : -depth.Value;

        // Beyond nine standard deviations nothing is left.
        width = (RadialCoordinate.Of(depth, Math.Log(t1 + 9 / Math.Sqrt(beta))) - lowest) / Cells;
        double total = 0;
        for (int i = 0; i < Cells; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                // A cell on the diagonal is cut in half; the density falls to zero there.
                double first = Centre(i) + (i == j ? width / 6 : 0), second = Centre(j) - (i == j ? width / 6 : 0);
                total += mass[i, j] = Density(first, second) * (i == j ? 0.5 : 1);
            }
        }
        for (int i = 0; i < Cells; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                mass[i, j] /= total;
            }
        }
    }

    /// <summary>Inner edges of bins in z₁ (largest) or z₂ of about equal probability.</summary>
    public double[] Edges(bool largest, int bins)
    {
        List<double> edges = [];
        double sum = 0;
        for (int i = 0; i < Cells && edges.Count < bins - 1; i++)
        {
            for (int j = 0; j < Cells; j++)
            {
                sum += largest ? mass[i, j] : mass[j, i];
            }
            if (sum >= (edges.Count + 1.0) / bins)
            {
                edges.Add(lowest + (i + 1) * width);
            }
        }
        return [.. edges];
    }

    /// <summary>Probabilities of the cells (bin of z₁, bin of z₂), the second index the faster; edges from <see cref="Edges"/>.</summary>
    public double[] Probabilities(double[] firstEdges, double[] secondEdges)
    {
        double[] result = new double[(firstEdges.Length + 1) * (secondEdges.Length + 1)];
        for (int i = 0; i < Cells; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                result[firstEdges.Count(edge => edge <= Centre(i)) * (secondEdges.Length + 1) + secondEdges.Count(edge => edge <= Centre(j))] += mass[i, j];
            }
        }
        return result;
    }

    private double Centre(int cell) => lowest + (cell + 0.5) * width;

    private double Density(double z1, double z2)
    {
        double l1 = RadialCoordinate.ToLogSigma(depth, z1), l2 = RadialCoordinate.ToLogSigma(depth, z2), s1 = Math.Exp(l1), s2 = Math.Exp(l2);

        // (σ₁^(2/N) − σ₂^(2/N))/(2/N).
        double gap = 2 * (l1 - l2), roots = Math.Exp(2 * inverse * l1) * gap / Elementary.Phi(inverse * gap);
        double volume = roots * (entropy ? Math.Sqrt((s1 * s1 - s2 * s2) / roots) : 1);
        return volume * (Turned(s1, s2) + (bothSigns ? Turned(s1, -s2) : 0));
    }

    private double Turned(double s1, double s2)
    {
        double a = 0.5 * beta * (t1 + t2) * (s1 + s2), b = 0.5 * beta * (t1 - t2) * (s1 - s2);
        return SpecialFunctions.BesselI0(a) * SpecialFunctions.BesselI0(b) * Math.Exp(-0.5 * beta * (s1 * s1 + s2 * s2));
    }
}
