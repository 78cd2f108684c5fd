using System.Globalization;
using System.Numerics;

namespace DlnDynamics.LinearAlgebra;

/// <summary>Portable kernels on <see cref="Vector{T}"/>, always there.</summary>
public sealed class ManagedKernels : IDenseKernels
{
    /// <inheritdoc/>
    public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"managed, Vector<double> of {Vector<double>.Count}");

    /// <inheritdoc/>
    public void Multiply(
        double alpha, ReadOnlyMatrixView a, Transpose transposeA, ReadOnlyMatrixView b, Transpose transposeB, double beta, MatrixView c) =>
        PackedMultiply.Multiply(alpha, a, transposeA, b, transposeB, beta, c);

    /// <inheritdoc/>
    public ISymmetricEigen SymmetricEigen(int size) => new SymmetricEigen(size);

    /// <inheritdoc/>
    public ISingularValues SingularValues(int rows, int columns) => new JacobiSvd(rows, columns);

    /// <inheritdoc/>
    public ILuFactorization Lu(int size) => new LuFactorization(size);

    /// <inheritdoc/>
    public IComplexLuFactorization ComplexLu(int size) => new ComplexLuFactorization(size);
}
