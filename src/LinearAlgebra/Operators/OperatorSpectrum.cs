using System.Collections.Immutable;

namespace DlnDynamics.LinearAlgebra;

/// <summary>Eigenvalues of a symmetric operator, each with a bound on its error: all of them where it is small, the outer ones where it is not.</summary>
/// <param name="Dimension">Number of rows of the operator.</param>
/// <param name="Values">Eigenvalues, ascending. Of a large operator: Ritz values, of which the ends are near eigenvalues, and a multiple one stands once.</param>
/// <param name="Errors">For each value, how far the nearest eigenvalue can be.</param>
/// <param name="IsComplete">Whether these are all eigenvalues, with their multiplicities.</param>
/// <remarks>
/// Up to <see cref="DenseLimit"/> rows the matrix is written out and decomposed; its error is a small multiple of ε times its norm, times the
/// number of rows. Beyond, Lanczos' process with full orthogonalisation: every Ritz value has an eigenvalue within its residual, all lie
/// inside the spectrum, and there are at least as many eigenvalues below any number as Ritz values. Source: [Saa11] §6.6.
/// </remarks>
public sealed record OperatorSpectrum(int Dimension, ImmutableArray<double> Values, ImmutableArray<double> Errors, bool IsComplete)
{
    /// <summary>The largest number of rows for which the matrix is written out.</summary>
    public const int DenseLimit = 600;

    /// <summary>The smallest value.</summary>
    public double Smallest => Values[0];

    /// <summary>The largest value.</summary>
    public double Largest => Values[^1];

    /// <summary>The largest magnitude: the norm of the operator, or nearly.</summary>
    public double Norm => Math.Max(Math.Abs(Smallest), Math.Abs(Largest));

    /// <summary>The error of the smallest value.</summary>
    public double SmallestError => Errors[0];

    /// <summary>The error of the largest value.</summary>
    public double LargestError => Errors[^1];

    /// <summary>The spectrum of an operator.</summary>
    /// <param name="operation">The operator.</param>
    /// <param name="zeroLevel">Where the operator is positive semi-definite and its smallest eigenvalue above this level is wanted; null: the ends alone.</param>
    /// <param name="directions">At most so many products where the matrix is not written out.</param>
    /// <exception cref="ArgumentException">A product is not finite, or the operator has no rows.</exception>
    /// <remarks>Cost: one product a row up to the limit, then at most <paramref name="directions"/>, and as many vectors of memory.</remarks>
    public static OperatorSpectrum Of(ISymmetricOperator operation, double? zeroLevel = null, int directions = 300)
    {
        ArgumentNullException.ThrowIfNull(operation);
        ArgumentOutOfRangeException.ThrowIfLessThan(operation.Dimension, 1, nameof(operation));
        return operation.Dimension <= DenseLimit ? Dense(operation) : new Lanczos(operation, directions).Find(zeroLevel);
    }

    /// <summary>The ends of the spectrum, by Lanczos' process whatever the size: for a norm, where no multiplicity is asked for.</summary>
    /// <remarks>Cost: at most sixty products.</remarks>
    public static OperatorSpectrum EndsOf(ISymmetricOperator operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new Lanczos(operation, 60).Find(null);
    }

    /// <summary>The matrix itself, symmetrised.</summary>
    /// <remarks>Cost: one product a row.</remarks>
    public static Matrix Write(ISymmetricOperator operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        int n = operation.Dimension;
        Matrix written = new(n, n);
        double[] unit = new double[n];
        for (int j = 0; j < n; j++)
        {
            unit[j] = 1;
            operation.Apply(unit, written.View.Column(j));
            unit[j] = 0;
        }
        for (int j = 0; j < n; j++)
        {
            for (int i = 0; i < j; i++)
            {
                written[i, j] = written[j, i] = 0.5 * (written[i, j] + written[j, i]);
            }
        }
        return written;
    }

    private static OperatorSpectrum Dense(ISymmetricOperator operation)
    {
        int n = operation.Dimension;
        Matrix written = Write(operation), vectors = new(n, n);
        double[] values = new double[n];
        if (!DenseKernels.Default.SymmetricEigen(n).TryDecompose(written.View, values, vectors.View))
        {
            throw new ArgumentException("The operator has no finite matrix.", nameof(operation));
        }
        values.AsSpan().Reverse();
        double norm = Math.Max(Math.Abs(values[0]), Math.Abs(values[^1])), error = n * Math.ScaleB(1, -52) * norm;
        return new(n, [.. values], [.. values.Select(_ => error)], IsComplete: true);
    }
}
