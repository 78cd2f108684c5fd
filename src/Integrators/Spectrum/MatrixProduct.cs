using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>Products with a matrix that a method holds anyway: 2n² operations each, no evaluation.</summary>
internal sealed class MatrixProduct(double[] matrix, int dimension, bool isSymmetric) : IJacobianProduct
{
    public int Dimension => dimension;

    public bool IsSymmetric => isSymmetric;

    // The matrix may come from central differences, good to 1e-10 an entry, and its eigenvalues be sensitive; a symmetric one is exact, and they are not.
    public double Noise => isSymmetric ? 1e-12 : 1e-8;

    public bool TryApply(ReadOnlySpan<double> direction, Span<double> product)
    {
        product.Clear();
        for (int j = 0; j < dimension; j++)
        {
            VectorOperations.AddScaled(direction[j], matrix.AsSpan(j * dimension, dimension), product);
        }
        return VectorPass.IsFinite(product);
    }
}
