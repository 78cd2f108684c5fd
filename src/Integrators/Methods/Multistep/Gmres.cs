using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>GMRES without restarts: the vector of a growing Krylov space that leaves the smallest residual.</summary>
/// <remarks>
/// Arnoldi's process by modified Gram–Schmidt, a second time where the first cancelled; the small least-squares problem by rotations.
/// Cost of j products: j²·n operations beside them, and n·(limit + 1) numbers of memory. Source: [SS86] §3.
/// </remarks>
internal sealed class Gmres
{
    // A vector that loses more than nine tenths of its length to the others is no longer orthogonal to them to working precision.
    private const double Cancelled = 0.1;

    private readonly int n;
    private readonly int limit;
    private readonly double[] basis;
    private readonly int[] offsets;
    private readonly double[] triangle;
    private readonly double[] cosines;
    private readonly double[] sines;
    private readonly double[] rightHandSide;

    public Gmres(int dimension, int limit)
    {
        n = dimension;
        this.limit = Math.Min(limit, n);
        basis = new double[checked((this.limit + 1) * n)];
        offsets = new int[this.limit + 1];
        for (int j = 0; j <= this.limit; j++)
        {
            offsets[j] = j * n;
        }
        triangle = new double[(this.limit + 1) * this.limit];
        cosines = new double[this.limit];
        sines = new double[this.limit];
        rightHandSide = new double[this.limit + 1];
    }

    /// <summary>The residual that the last solution left.</summary>
    public double Residual { get; private set; }

    /// <summary>vector ← x with ‖A·x − vector‖ ≤ tolerance, or as near as the limit allows; returns the products made. Euclidean norm.</summary>
    public int Solve(ILinearOperator a, double tolerance, Span<double> vector)
    {
        double length = VectorOperations.EuclideanNorm(vector);
        Residual = length;
        if (length == 0 || !double.IsFinite(length))
        {
            return 0;
        }
        VectorPass.Blend(1 / length, vector, 0, vector, Column(0));
        rightHandSide.AsSpan().Clear();
        rightHandSide[0] = length;
        int size = 0;

        // One product at least: the answer 0 to what is small would hide from the error estimate that anything moves.
        while (size < limit && (size == 0 || Math.Abs(rightHandSide[size]) > tolerance))
        {
            Span<double> next = Column(size + 1);
            a.Apply(Column(size), next);
            double remaining = Orthogonalize(size, next);
            if (!double.IsFinite(remaining))
            {
                break;
            }
            Rotate(size, remaining);
            if (triangle[At(size, size)] == 0)
            {
                break;
            }
            size++;
            if (remaining == 0)
            {
                break;
            }
            VectorOperations.Scale(1 / remaining, next);
        }
        Residual = Math.Abs(rightHandSide[size]);
        for (int i = size - 1; i >= 0; i--)
        {
            double sum = rightHandSide[i];
            for (int j = i + 1; j < size; j++)
            {
                sum -= triangle[At(i, j)] * rightHandSide[j];
            }
            rightHandSide[i] = sum / triangle[At(i, i)];
        }
        VectorPass.Combine([], rightHandSide.AsSpan(0, size), basis, offsets, vector);
        return size;
    }

    private Span<double> Column(int j) => basis.AsSpan(offsets[j], n);

    private int At(int i, int j) => i + j * (limit + 1);

    /// <summary>Takes from a vector its parts along the basis, into column j of the triangle; returns what is left of its length.</summary>
    private double Orthogonalize(int j, Span<double> vector)
    {
        double before = VectorOperations.EuclideanNorm(vector);
        triangle.AsSpan(At(0, j), j + 1).Clear();
        for (int round = 0; round < 2; round++)
        {
            for (int i = 0; i <= j; i++)
            {
                double part = VectorOperations.Dot(vector, Column(i));
                triangle[At(i, j)] += part;
                VectorOperations.AddScaled(-part, Column(i), vector);
            }
            double after = VectorOperations.EuclideanNorm(vector);
            if (!(after < Cancelled * before))
            {
                return after;
            }
            before = after;
        }

        // What is left after two rounds is rounding: the space is exhausted.
        return 0;
    }

    /// <summary>Turns column j, and the right-hand side with it, so that nothing is left below the diagonal.</summary>
    private void Rotate(int j, double below)
    {
        for (int i = 0; i < j; i++)
        {
            (double upper, double lower) = (triangle[At(i, j)], triangle[At(i + 1, j)]);
            triangle[At(i, j)] = cosines[i] * upper + sines[i] * lower;
            triangle[At(i + 1, j)] = cosines[i] * lower - sines[i] * upper;
        }
        double diagonal = triangle[At(j, j)];
        double length = double.Hypot(diagonal, below);
        (cosines[j], sines[j]) = length == 0 ? (1, 0) : (diagonal / length, below / length);
        triangle[At(j, j)] = length;
        rightHandSide[j + 1] = -sines[j] * rightHandSide[j];
        rightHandSide[j] *= cosines[j];
    }
}
