using System.Collections.Immutable;

namespace DlnDynamics.LinearAlgebra;

/// <summary>Lanczos' process with full orthogonalisation, until the wanted eigenvalues stand.</summary>
/// <remarks>
/// One starting direction, the same for every operator of a size: no digits of an operator will be orthogonal to it by design. Where the
/// smallest positive eigenvalue of a semi-definite operator is wanted, the start is an image of the operator, so that its null space, of
/// whatever dimension, enters by rounding only; it then shows as values below the level. Cost: a product and 4·n·size operations a
/// direction, and a decomposition of the small matrix every so often. Source: [Saa11] §6.6.
/// </remarks>
internal sealed class Lanczos
{
    // A decomposition costs as much as several products of the sizes that come here.
    private const int DirectionsBetweenLooks = 20;

    // Relative to the norm for the ends, to itself for the smallest positive one: what a verdict on a sign or a rate can use.
    private const double Accuracy = 1e-10, RateAccuracy = 1e-8;

    // About a gigabyte and a half of directions is the most.
    private const long MemoryLimit = 200_000_000;

    private readonly ISymmetricOperator operation;
    private readonly int n, limit;
    private readonly List<double[]> basis = [];
    private readonly List<double> diagonal = [], offDiagonal = [];

    public Lanczos(ISymmetricOperator operation, int directions)
    {
        this.operation = operation;
        n = operation.Dimension;
        limit = (int)Math.Min(Math.Min(directions, n), Math.Max(2, MemoryLimit / n));
    }

    public OperatorSpectrum Find(double? zeroLevel)
    {
        double[] next = Start(zeroLevel is not null);
        double norm = 0;
        while (true)
        {
            double[] direction = next;
            basis.Add(direction);
            next = new double[n];
            operation.Apply(direction, next);
            norm = Math.Max(norm, FiniteLength(next));
            double remainder = Orthogonalise(next);
            bool isClosed = !(remainder > 4 * n * Math.ScaleB(1, -52) * norm);
            if (isClosed || basis.Count == limit || basis.Count % DirectionsBetweenLooks == 0)
            {
                OperatorSpectrum found = Look(isClosed ? 0 : remainder, norm);
                if (isClosed || basis.Count == limit || Stands(found, zeroLevel))
                {
                    return found;
                }
            }
            offDiagonal.Add(remainder);
            VectorOperations.Scale(1 / remainder, next);
        }
    }

    private static bool Stands(OperatorSpectrum found, double? zeroLevel)
    {
        double scale = found.Norm;
        if (found.SmallestError > Accuracy * scale || found.LargestError > Accuracy * scale)
        {
            return false;
        }
        if (zeroLevel is not { } level)
        {
            return true;
        }
        int first = found.Values.Count(value => value <= level);
        return first < found.Values.Length && found.Errors[first] <= RateAccuracy * found.Values[first];
    }

    private double[] Start(bool inRange)
    {
        double[] start = new double[n];
        for (int i = 0; i < n; i++)
        {
            // A multiplicative hash of the index: signs and sizes that no structure of the operator will match.
            ulong hash = ((ulong)i + 1) * 0x9E3779B97F4A7C15;
            hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9;
            start[i] = (hash >> 11) * (1.0 / (1L << 52)) - 1;
        }
        if (inRange)
        {
            double[] image = new double[n];
            operation.Apply(start, image);
            start = FiniteLength(image) > 0 ? image : start;
        }
        VectorOperations.Scale(1 / VectorOperations.EuclideanNorm(start), start);
        return start;
    }

    private static double FiniteLength(double[] vector)
    {
        double length = VectorOperations.EuclideanNorm(vector);
        return double.IsFinite(length) ? length : throw new ArgumentException("A product with the operator is not finite.");
    }

    /// <summary>Makes the image orthogonal to all directions, twice; the diagonal entry is what it had along the last one.</summary>
    private double Orthogonalise(double[] image)
    {
        double along = 0;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int j = basis.Count - 1; j >= 0; j--)
            {
                double part = VectorOperations.Dot(basis[j], image);
                along += j == basis.Count - 1 ? part : 0;
                VectorOperations.AddScaled(-part, basis[j], image);
            }
        }
        diagonal.Add(along);
        return VectorOperations.EuclideanNorm(image);
    }

    private OperatorSpectrum Look(double remainder, double norm)
    {
        int size = basis.Count;
        Matrix small = new(size, size), vectors = new(size, size);
        for (int j = 0; j < size; j++)
        {
            small[j, j] = diagonal[j];
            if (j + 1 < size)
            {
                small[j + 1, j] = small[j, j + 1] = offDiagonal[j];
            }
        }
        double[] values = new double[size];
        if (!DenseKernels.Default.SymmetricEigen(size).TryDecompose(small.View, values, vectors.View))
        {
            throw new ArgumentException("The operator has no finite matrix.");
        }
        double rounding = size * Math.ScaleB(1, -52) * norm;
        ImmutableArray<double> errors = [.. Enumerable.Range(0, size).Select(j => remainder * Math.Abs(vectors[size - 1, j]) + rounding).Reverse()];
        return new(n, [.. values.Reverse()], errors, IsComplete: false);
    }
}
