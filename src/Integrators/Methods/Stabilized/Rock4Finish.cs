using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>The four finishing stages of the fourth-order Chebyshev method: ten coefficients that satisfy eight order conditions.</summary>
/// <remarks>
/// k₁ at the last stage g of the recurrence, kᵢ at g + h·Σ aᵢⱼkⱼ, result g + h·Σ bᵢkᵢ: a composition, so the conditions are those of the
/// whole. Newton's steps of least norm stay close to where they start. Source: [Abd02] §4 for the composition, [HNW93] II.12 for its trees.
/// </remarks>
internal sealed class Rock4Finish
{
    private const int Unknowns = 10;
    private const int Trees = ElementaryWeights.Count;
    private const int NewtonLimit = 60;
    private const double DifferenceStep = 1e-6;

    private readonly double[] slopes = new double[5 * Trees];
    private readonly double[] point = new double[Trees];
    private readonly double[] inner;

    /// <summary>Solves from a neighbour's coefficients: a₂₁ a₃₁ a₃₂ a₄₁ a₄₂ a₄₃ b₁ b₂ b₃ b₄.</summary>
    public Rock4Finish(ReadOnlySpan<double> inner, ReadOnlySpan<double> neighbour)
    {
        this.inner = inner.ToArray();
        Coefficients = neighbour.ToArray();
        Solve();
        ErrorWeights = SolveErrorWeights();
    }

    /// <summary>a₂₁ a₃₁ a₃₂ a₄₁ a₄₂ a₄₃ b₁ b₂ b₃ b₄.</summary>
    public double[] Coefficients { get; }

    /// <summary>Weights of k₁ … k₄ and of f at the result (1): of third order the sum of weight·slope vanishes.</summary>
    public double[] ErrorWeights { get; }

    /// <summary>Where in the step the finishing stages lie, after the first: the weights of • there.</summary>
    public double Node(int stage)
    {
        double node = inner[0];
        for (int j = 0; j < stage; j++)
        {
            node += Coefficients[Row(stage) + j];
        }
        return node;
    }

    /// <summary>Where the row of a stage begins in <see cref="Coefficients"/>: stages 1, 2, 3, and 4 for the b.</summary>
    public static int Row(int stage) => stage * (stage - 1) / 2;

    private void Solve()
    {
        Span<double> residual = stackalloc double[Trees];
        Span<double> above = stackalloc double[Trees];
        Span<double> below = stackalloc double[Trees];
        double[] jacobian = new double[Trees * Unknowns];
        double[] normal = new double[Trees * Trees];
        ILuFactorization factorization = DenseKernels.Default.Lu(Trees);
        double[] best = [.. Coefficients];
        double smallest = Residual(residual);
        for (int round = 0; round < NewtonLimit; round++)
        {
            for (int j = 0; j < Unknowns; j++)
            {
                double value = Coefficients[j];
                Coefficients[j] = value + DifferenceStep;
                Residual(above);
                Coefficients[j] = value - DifferenceStep;
                Residual(below);
                Coefficients[j] = value;
                VectorPass.Blend(0.5 / DifferenceStep, above, -0.5 / DifferenceStep, below, jacobian.AsSpan(Trees * j, Trees));
            }

            // Least norm: step = Jᵀ·(J·Jᵀ)⁻¹·residual.
            for (int row = 0; row < Trees; row++)
            {
                for (int column = 0; column < Trees; column++)
                {
                    double sum = 0;
                    for (int j = 0; j < Unknowns; j++)
                    {
                        sum += jacobian[row + Trees * j] * jacobian[column + Trees * j];
                    }
                    normal[row + Trees * column] = sum;
                }
            }
            if (!factorization.TryFactor(new MatrixView(normal, Trees, Trees)))
            {
                break;
            }
            factorization.Solve(new ReadOnlyMatrixView(normal, Trees, Trees), residual);
            for (int j = 0; j < Unknowns; j++)
            {
                for (int row = 0; row < Trees; row++)
                {
                    Coefficients[j] -= jacobian[row + Trees * j] * residual[row];
                }
            }
            double size = Residual(residual);
            if (size < smallest)
            {
                smallest = size;
                Coefficients.CopyTo(best.AsSpan());
            }
            else if (smallest < 1e-12)
            {
                break;
            }
        }
        best.CopyTo(Coefficients.AsSpan());
    }

    /// <summary>residual ← the weights of the result less those of the exact solution; returns the largest.</summary>
    private double Residual(Span<double> residual)
    {
        for (int stage = 0; stage <= 4; stage++)
        {
            inner.CopyTo(point.AsSpan());
            for (int j = 0; j < stage; j++)
            {
                VectorPass.Blend(1, point, Coefficients[Row(stage) + j], Slope(j), point);
            }
            ElementaryWeights.OfSlope(point, Slope(stage));
        }
        double largest = 0;
        for (int i = 0; i < Trees; i++)
        {
            residual[i] = point[i] - ElementaryWeights.Exact[i];
            largest = Math.Max(largest, Math.Abs(residual[i]));
        }
        return largest;
    }

    private double[] SolveErrorWeights()
    {
        Span<double> residual = stackalloc double[Trees];
        Residual(residual);
        const int Conditions = ElementaryWeights.ThirdOrderCount;
        double[] matrix = new double[Conditions * Conditions];
        double[] weights = new double[5];
        for (int i = 0; i < Conditions; i++)
        {
            for (int j = 0; j < Conditions; j++)
            {
                matrix[i + Conditions * j] = Slope(j)[i];
            }
            weights[i] = -Slope(4)[i];
        }
        ILuFactorization factorization = DenseKernels.Default.Lu(Conditions);
        factorization.TryFactor(new MatrixView(matrix, Conditions, Conditions));
        factorization.Solve(new ReadOnlyMatrixView(matrix, Conditions, Conditions), weights.AsSpan(0, Conditions));
        weights[4] = 1;
        return weights;
    }

    private Span<double> Slope(int stage) => slopes.AsSpan(stage * Trees, Trees);
}
