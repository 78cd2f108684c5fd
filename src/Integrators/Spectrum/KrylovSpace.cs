using System.Numerics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>A few directions v, Jv, J²v, … made orthonormal, and what the Jacobian does to them: its outer eigenvalues, nearly.</summary>
/// <remarks>
/// Arnoldi's process, orthogonalised twice; for a symmetric Jacobian it is Lanczos' with full orthogonalisation, its Ritz values lie inside
/// the spectrum, and each has an eigenvalue within its residual. Cost: one product and 4·n·size operations a direction; (limit + 1)·n memory.
/// Source: [Saa11] §6.2 and §6.6.
/// </remarks>
internal sealed class KrylovSpace
{
    private readonly int n;
    private readonly int limit;
    private readonly double[] basis;
    private readonly double[] projected;
    private readonly double[] shifted;
    private readonly double[] vector;
    private readonly double[] combination;
    private readonly Complex[] ritzValues;
    private readonly HessenbergEigenvalues eigenvalues;
    private readonly ILuFactorization factorization;
    private double remainder;

    public KrylovSpace(int dimension, int directions)
    {
        n = dimension;
        limit = Math.Max(1, Math.Min(dimension, directions));
        basis = new double[n * (limit + 1)];
        projected = new double[(limit + 1) * limit];
        shifted = new double[limit * limit];
        vector = new double[limit];
        combination = new double[limit];
        ritzValues = new Complex[limit];
        eigenvalues = new(limit);
        factorization = DenseKernels.Default.Lu(limit);
    }

    /// <summary>Number of directions of the last space.</summary>
    public int Size { get; private set; }

    /// <summary>Eigenvalues of the Jacobian restricted to the space, in no order.</summary>
    public ReadOnlySpan<Complex> RitzValues => ritzValues.AsSpan(0, Size);

    /// <summary>Builds the space from a starting direction; false where products were no numbers or the small problem did not converge.</summary>
    public bool TryBuild(IJacobianProduct product, ReadOnlySpan<double> start, int directions)
    {
        Size = 0;
        remainder = 0;
        projected.AsSpan().Clear();
        double length = VectorPass.Distance(start, []);
        if (!(length > 0) || !double.IsFinite(length))
        {
            return false;
        }
        VectorPass.Blend(1 / length, start, 0, start, Direction(0));
        directions = Math.Min(directions, limit);
        double scale = 0;
        for (int j = 0; j < directions; j++)
        {
            Span<double> next = Direction(j + 1);
            if (!product.TryApply(Direction(j), next))
            {
                break;
            }
            scale = Math.Max(scale, VectorPass.Distance(next, []));
            if (!double.IsFinite(scale))
            {
                break;
            }
            remainder = Orthogonalise(j, next);
            Size = j + 1;
            if (!(remainder > 0.01 * product.Noise * scale))
            {
                // The space holds all that the Jacobian makes of it.
                remainder = 0;
                break;
            }
            projected[j + 1 + j * (limit + 1)] = remainder;
            VectorPass.Blend(1 / remainder, next, 0, next, next);
        }
        if (product.IsSymmetric)
        {
            Symmetrise();
        }
        return Size > 0 && eigenvalues.TryFind(projected, limit + 1, Size, ritzValues);
    }

    /// <summary>
    /// How far the Ritz vector is from being an eigenvector: ‖Jx − θx‖ for ‖x‖ = 1. Adds the vector to a sum of them, see
    /// <see cref="TakeSum"/>. For a complex value it is the real plane of the pair that counts.
    /// </summary>
    public double ResidualOf(Complex ritzValue)
    {
        // Inverse iteration on the small matrix, squared for a pair so that all stays real; the padding is the identity.
        int stride = limit + 1;
        bool isPair = ritzValue.Imaginary != 0;
        double norm = 0;
        foreach (Complex value in RitzValues)
        {
            norm = Math.Max(norm, Complex.Abs(value));
        }
        double real = ritzValue.Real + 1e-10 * norm;
        shifted.AsSpan().Clear();
        for (int j = 0; j < limit; j++)
        {
            for (int i = 0; i < Size && j < Size; i++)
            {
                double entry = projected[i + j * stride] - (i == j ? real : 0);
                if (isPair)
                {
                    entry = i == j ? ritzValue.Imaginary * ritzValue.Imaginary : 0;
                    for (int k = 0; k < Size; k++)
                    {
                        entry += (projected[i + k * stride] - (i == k ? real : 0)) * (projected[k + j * stride] - (k == j ? real : 0));
                    }
                }
                shifted[i + j * limit] = entry;
            }
            shifted[j + j * limit] = j < Size ? shifted[j + j * limit] : 1;
        }
        if (!factorization.TryFactor(new MatrixView(shifted, limit, limit)))
        {
            return remainder;
        }
        vector.AsSpan().Clear();
        vector.AsSpan(0, Size).Fill(1);
        for (int round = 0; round < 3; round++)
        {
            factorization.Solve(new ReadOnlyMatrixView(shifted, limit, limit), vector);
            double length = VectorPass.Distance(vector, []);
            if (!(length > 0) || !double.IsFinite(length))
            {
                return remainder;
            }
            VectorPass.Blend(1 / length, vector, 0, vector, vector);
        }
        VectorPass.Blend(1, combination, 1, vector, combination);
        return remainder * Math.Abs(vector[Size - 1]);
    }

    /// <summary>sum ← all Ritz vectors whose residuals were asked for since the last call, added up.</summary>
    public void TakeSum(Span<double> sum)
    {
        sum.Clear();
        for (int j = 0; j < Size; j++)
        {
            VectorOperations.AddScaled(combination[j], Direction(j), sum);
        }
        combination.AsSpan().Clear();
    }

    /// <summary>solution ← the vector x of the space with (I − shift·J)·x − right orthogonal to it; false, and x = 0, where there is none.</summary>
    public bool TrySolveShifted(double shift, ReadOnlySpan<double> right, Span<double> solution)
    {
        solution.Clear();
        shifted.AsSpan().Clear();
        vector.AsSpan().Clear();
        for (int j = 0; j < limit; j++)
        {
            shifted[j + j * limit] = 1;
            for (int i = 0; i < Size && j < Size; i++)
            {
                shifted[i + j * limit] -= shift * projected[i + j * (limit + 1)];
            }
        }
        if (Size == 0 || !factorization.TryFactor(new MatrixView(shifted, limit, limit)))
        {
            return false;
        }
        for (int j = 0; j < Size; j++)
        {
            vector[j] = VectorOperations.Dot(Direction(j), right);
        }
        factorization.Solve(new ReadOnlyMatrixView(shifted, limit, limit), vector);
        if (!VectorPass.IsFinite(vector))
        {
            return false;
        }
        for (int j = 0; j < Size; j++)
        {
            VectorOperations.AddScaled(vector[j], Direction(j), solution);
        }
        return true;
    }

    /// <summary>Carries the space and the Jacobian's restriction to it.</summary>
    public void Exchange(StateTransfer transfer)
    {
        int size = Size;
        transfer.Pass(ref size);
        Size = size;
        transfer.Pass(basis.AsSpan(0, size * n));
        transfer.Pass(projected);
    }

    private Span<double> Direction(int j) => basis.AsSpan(j * n, n);

    private double Orthogonalise(int last, Span<double> next)
    {
        for (int pass = 0; pass < 2; pass++)
        {
            for (int i = 0; i <= last; i++)
            {
                double along = VectorOperations.Dot(Direction(i), next);
                projected[i + last * (limit + 1)] += along;
                VectorOperations.AddScaled(-along, Direction(i), next);
            }
        }
        return VectorPass.Distance(next, []);
    }

    private void Symmetrise()
    {
        int stride = limit + 1;
        for (int j = 0; j < Size; j++)
        {
            for (int i = 0; i < j; i++)
            {
                double mean = i + 1 < j ? 0 : 0.5 * (projected[i + j * stride] + projected[j + i * stride]);
                projected[i + j * stride] = projected[j + i * stride] = mean;
            }
        }
    }
}
