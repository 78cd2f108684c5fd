using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>A symmetric operator seen from one vector b: functions of it applied to b, by its restriction to the span of b, Sb, S²b, ….</summary>
/// <remarks>
/// Lanczos with full orthogonalisation. While S is positive on the space, the tridiagonal restriction gives the iterate of conjugate gradients for
/// Su = b, whose residual decides when to stop; directions that b does not see, such as a null space, are never entered. Source: [Saa11] chapter 6; [Golub2013] §10.1–10.3.
/// </remarks>
internal sealed class LanczosFunctions
{
    // A next vector this small is rounding: the space is invariant.
    private const double Exhausted = 1e-11;

    private readonly List<double[]> basis = [];
    private readonly List<double> diagonal = [];
    private readonly List<double> offDiagonal = [];
    private readonly double norm;
    private double[] values = [];
    private Matrix vectors = new(0, 0);

    /// <summary>Builds the space.</summary>
    /// <param name="apply">image ← S·vector.</param>
    /// <param name="b">The vector.</param>
    /// <param name="tolerance">Stop when the residual of Su = b has fallen to this part of ‖b‖.</param>
    /// <param name="limit">Largest dimension.</param>
    /// <param name="indefinite">Whether to go on where S is found not to be positive.</param>
    public LanczosFunctions(SymmetricOperator apply, ReadOnlySpan<double> b, double tolerance, int limit, bool indefinite = false)
    {
        norm = VectorOperations.EuclideanNorm(b);
        if (!(norm > 0))
        {
            return;
        }
        double[] image = new double[b.Length], next = [.. b];
        VectorOperations.Scale(1 / norm, next);
        double solution = 0, pivot = 0, largest = 0;
        RelativeResidual = 1;
        while (basis.Count < Math.Min(limit, b.Length))
        {
            apply(next, image);
            double alpha = VectorOperations.Dot(next, image), beta = offDiagonal.Count > 0 ? offDiagonal[^1] : 0;
            double newPivot = alpha - (basis.Count == 0 ? 0 : beta * beta / pivot);
            largest = Math.Max(largest, Math.Abs(alpha));
            if (!indefinite && !(newPivot > 1e-14 * largest))
            {
                // What is left of b lies where S has no positive curvature; the space without it is still good for the rest.
                break;
            }
            solution = basis.Count == 0 ? 1 / newPivot : -beta * solution / newPivot;
            pivot = newPivot;
            basis.Add(next);
            diagonal.Add(alpha);
            for (int pass = 0; pass < 2; pass++)
            {
                foreach (double[] vector in basis)
                {
                    VectorOperations.AddScaled(-VectorOperations.Dot(vector, image), vector, image);
                }
            }
            double length = VectorOperations.EuclideanNorm(image);
            RelativeResidual = Math.Abs(length * solution);
            offDiagonal.Add(length);
            if ((!indefinite && RelativeResidual <= tolerance) || length <= Exhausted * largest)
            {
                break;
            }
            next = [.. image];
            VectorOperations.Scale(1 / length, next);
        }
        Decompose();
    }

    /// <summary>Dimension of the space.</summary>
    public int Size => basis.Count;

    /// <summary>Eigenvalues of the restriction, largest first.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>‖b − Su‖/‖b‖ of the last iterate.</summary>
    public double RelativeResidual { get; private set; }

    /// <summary>result ← g(S)·b.</summary>
    public void Apply(Func<double, double> g, Span<double> result)
    {
        result.Clear();
        for (int k = 0; k < Size; k++)
        {
            double weight = 0;
            for (int j = 0; j < Size; j++)
            {
                weight += vectors[k, j] * g(values[j]) * vectors[0, j];
            }
            VectorOperations.AddScaled(norm * weight, basis[k], result);
        }
    }

    private void Decompose()
    {
        if (Size == 0)
        {
            return;
        }
        Matrix restriction = new(Size, Size);
        values = new double[Size];
        vectors = new(Size, Size);
        for (int k = 0; k < Size; k++)
        {
            restriction[k, k] = diagonal[k];
            if (k + 1 < Size)
            {
                restriction[k, k + 1] = restriction[k + 1, k] = offDiagonal[k];
            }
        }
        if (!DenseKernels.Default.SymmetricEigen(Size).TryDecompose(restriction.View, values, vectors.View))
        {
            basis.Clear();
            values = [];
        }
    }
}
