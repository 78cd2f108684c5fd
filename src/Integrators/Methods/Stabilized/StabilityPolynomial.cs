using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>The stability polynomial of the fourth-order Chebyshev method with a number of stages: w·P, P orthogonal for the weight w²/√(1 − x²).</summary>
/// <remarks>
/// In x ∈ [−1, 1], where z = slope·(x − a): w has the two complex pairs 1 − p/s² ± i·q/s², and a = 1 + c/s² is where z = 0. The four numbers
/// p and q make the polynomial agree with eᶻ to order 4 and its ripple equal to 0.95; c makes the interval long. Source: [Abd02] §2 and §3, for
/// the shape of the polynomial; the recurrence of P by Stieltjes' procedure on Chebyshev nodes, where it is exact.
/// </remarks>
internal sealed class StabilityPolynomial
{
    /// <summary>The largest |R| on the interval, away from z = 0.</summary>
    public const double Ripple = 0.95;

    private const int NewtonLimit = 30;
    private const double DifferenceStep = 1e-6;

    // s, c, p₁, q₁, p₂, q₂: solutions found once by continuation from large s. Between rows, and from the last to s = ∞ (row 0), they
    // are nearly linear in 1/s²; c is taken as it comes, since the length is flat around its best value.
    private static readonly double[][] Known =
    [
        [5, 47.5, -43.892, 46.43, -14.804, 17.668],
        [6, 42, -39.464, 35.446, -16.99, 13.532],
        [7, 37.5, -35.36, 30.018, -16.346, 11.402],
        [8, 35.25, -33.276, 27.215, -16.101, 10.282],
        [10, 32.75, -30.909, 24.378, -15.64, 9.136],
        [15, 30.75, -28.985, 22.021, -15.34, 8.174],
        [32, 29.25, -27.512, 20.7, -14.794, 7.632],
        [59, 29.25, -27.515, 20.466, -14.964, 7.536],
        [double.PositiveInfinity, 29.25, -27.515, 20.36, -15.03, 7.49],
    ];

    private readonly int stages;
    private readonly double c;
    private readonly double[] unknowns = new double[4];
    private readonly double[] nodes;
    private readonly double[] weights;
    private readonly double[] before;
    private readonly double[] current;
    private readonly double[] taylor = new double[5];
    private double end;

    public StabilityPolynomial(int stages)
    {
        this.stages = stages;
        int degree = stages - 4;

        // Exact for products of two polynomials of the family, one x and the weight: degree 2·(degree − 1) + 1 + 8.
        nodes = new double[degree + 5];
        for (int i = 0; i < nodes.Length; i++)
        {
            nodes[i] = Math.Cos((2 * i + 1) * Math.PI / (2 * nodes.Length));
        }
        weights = new double[nodes.Length];
        before = new double[nodes.Length];
        current = new double[nodes.Length];
        Diagonal = new double[degree];
        OffDiagonal = new double[degree];
        c = StartFromKnown();
        Solve();
        Evaluate(unknowns);
    }

    /// <summary>A: P_{k+1} = (x − A_k)·P_k − B_k·P_{k−1}.</summary>
    public double[] Diagonal { get; }

    /// <summary>B of the same recurrence; the first is 0.</summary>
    public double[] OffDiagonal { get; }

    /// <summary>Where z = 0, a little beyond x = 1.</summary>
    public double Expansion => 1 + c / ((double)stages * stages);

    /// <summary>dz/dx, the derivative of the polynomial where z = 0.</summary>
    public double Slope => taylor[1];

    /// <summary>How far |R| ≤ 0.95 reaches on the negative real axis.</summary>
    public double Length => Slope * (1 + Expansion);

    private double StartFromKnown()
    {
        int row = 1;
        while (Known[row][0] < stages)
        {
            row++;
        }
        double[] low = Known[row - 1];
        double[] high = Known[row];
        double far = 1 / (low[0] * low[0]);
        double near = 1 / (high[0] * high[0]);
        double share = (1.0 / ((double)stages * stages) - near) / (far - near);
        for (int i = 0; i < unknowns.Length; i++)
        {
            unknowns[i] = high[i + 2] + share * (low[i + 2] - high[i + 2]);
        }
        return high[1] + share * (low[1] - high[1]);
    }

    /// <summary>Newton's iteration with a Jacobian of central differences, until the residuals no longer fall.</summary>
    private void Solve()
    {
        Span<double> residual = stackalloc double[4];
        Span<double> trial = stackalloc double[4];
        Span<double> beyond = stackalloc double[4];
        double[] jacobian = new double[16];
        ILuFactorization factorization = DenseKernels.Default.Lu(4);
        double[] best = [.. unknowns];
        double smallest = Residual(unknowns, residual);
        for (int round = 0; round < NewtonLimit; round++)
        {
            for (int j = 0; j < 4; j++)
            {
                double step = DifferenceStep * Math.Abs(unknowns[j]);
                unknowns.CopyTo(trial);
                trial[j] -= step;
                Residual(trial, beyond);
                trial[j] += 2 * step;
                Span<double> column = jacobian.AsSpan(4 * j, 4);
                Residual(trial, column);
                VectorPass.Blend(0.5 / step, column, -0.5 / step, beyond, column);
            }
            if (!factorization.TryFactor(new MatrixView(jacobian, 4, 4)))
            {
                break;
            }
            factorization.Solve(new ReadOnlyMatrixView(jacobian, 4, 4), residual);
            VectorPass.Blend(1, unknowns, -1, residual, unknowns);
            double size = Residual(unknowns, residual);
            if (!(size < smallest))
            {
                break;
            }
            smallest = size;
            unknowns.CopyTo(best.AsSpan());
        }
        best.CopyTo(unknowns.AsSpan());
    }

    /// <summary>By how much order 2, 3, 4 and the ripple are missed; returns the largest.</summary>
    private double Residual(ReadOnlySpan<double> candidate, Span<double> residual)
    {
        Evaluate(candidate);
        double d = taylor[1];
        residual[0] = 2 * taylor[2] / (d * d) - 1;
        residual[1] = 6 * taylor[3] / (d * d * d) - 1;
        residual[2] = 24 * taylor[4] / (d * d * d * d) - 1;
        residual[3] = Math.Abs(end) / Ripple - 1;
        return Math.Max(Math.Max(Math.Abs(residual[0]), Math.Abs(residual[1])), Math.Max(Math.Abs(residual[2]), Math.Abs(residual[3])));
    }

    /// <summary>Recurrence, Taylor coefficients at a (the first scaled to 1) and value at x = −1 for candidate zeros of w.</summary>
    private void Evaluate(ReadOnlySpan<double> candidate)
    {
        double square = (double)stages * stages;
        FillRecurrence(candidate);
        double a = Expansion;
        Span<double> older = stackalloc double[5];
        Span<double> next = stackalloc double[5];
        older.Clear();
        taylor.AsSpan().Clear();
        taylor[0] = 1;
        double olderEnd = 0;
        end = 1;
        for (int k = 0; k < Diagonal.Length; k++)
        {
            for (int i = 0; i < 5; i++)
            {
                next[i] = (a - Diagonal[k]) * taylor[i] + (i > 0 ? taylor[i - 1] : 0) - OffDiagonal[k] * older[i];
            }
            double nextEnd = (-1 - Diagonal[k]) * end - OffDiagonal[k] * olderEnd;

            // Only ratios count; scaled by the value at a, nothing grows or vanishes.
            double scale = 1 / next[0];
            VectorPass.Blend(scale, taylor, 0, taylor, older);
            VectorPass.Blend(scale, next, 0, next, taylor);
            (olderEnd, end) = (scale * end, scale * nextEnd);
        }
        for (int pair = 0; pair < 4; pair += 2)
        {
            double real = 1 - candidate[pair] / square;
            double imaginary = candidate[pair + 1] / square;
            double value = (a - real) * (a - real) + imaginary * imaginary;
            for (int i = 4; i >= 0; i--)
            {
                taylor[i] = value * taylor[i] + (i > 0 ? 2 * (a - real) * taylor[i - 1] : 0) + (i > 1 ? taylor[i - 2] : 0);
            }
            end *= (1 + real) * (1 + real) + imaginary * imaginary;
        }
        double first = taylor[0];
        end /= first;
        VectorPass.Blend(1 / first, taylor, 0, taylor, taylor);
    }

    private void FillRecurrence(ReadOnlySpan<double> candidate)
    {
        double square = (double)stages * stages;
        for (int i = 0; i < nodes.Length; i++)
        {
            double w = 1;
            for (int pair = 0; pair < 4; pair += 2)
            {
                double distance = nodes[i] - 1 + candidate[pair] / square;
                double imaginary = candidate[pair + 1] / square;
                w *= distance * distance + imaginary * imaginary;
            }
            weights[i] = w * w;
            (before[i], current[i]) = (0, 1);
        }
        double lastNorm = 1;
        for (int k = 0; k < Diagonal.Length; k++)
        {
            double norm = 0;
            double moment = 0;
            for (int i = 0; i < nodes.Length; i++)
            {
                double part = weights[i] * current[i] * current[i];
                norm += part;
                moment += nodes[i] * part;
            }
            double diagonal = Diagonal[k] = moment / norm;

            // The polynomials are scaled by 2ᵏ, which keeps their size: monic ones fall as 2⁻ᵏ.
            double offDiagonal = OffDiagonal[k] = k == 0 ? 0 : norm / (4 * lastNorm);
            for (int i = 0; i < nodes.Length; i++)
            {
                (before[i], current[i]) = (current[i], 2 * (nodes[i] - diagonal) * current[i] - 4 * offDiagonal * before[i]);
            }
            lastNorm = norm;
        }
    }
}
