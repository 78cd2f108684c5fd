namespace DlnDynamics.LinearAlgebra;

/// <summary>The dense operations that the flows and methods need: all of them, and no more.</summary>
/// <remarks>
/// An implementation is stateless and shared; what needs scratch memory is made once by a factory below and belongs to one run.
/// Nothing here allocates after construction.
/// </remarks>
public interface IDenseKernels
{
    /// <summary>What these kernels are and which instruction set they use; recorded with every run.</summary>
    string Name { get; }

    /// <summary>c ← alpha·op(a)·op(b) + beta·c. With beta = 0 the old c is not read (it may hold NaN). c must not overlap a or b.</summary>
    void Multiply(
        double alpha, ReadOnlyMatrixView a, Transpose transposeA, ReadOnlyMatrixView b, Transpose transposeB, double beta, MatrixView c);

    /// <summary>A workspace for eigen-decompositions of symmetric size × size matrices.</summary>
    ISymmetricEigen SymmetricEigen(int size);

    /// <summary>A workspace for thin singular value decompositions of rows × columns matrices.</summary>
    ISingularValues SingularValues(int rows, int columns);

    /// <summary>A workspace for LU factorizations of size × size matrices.</summary>
    ILuFactorization Lu(int size);

    /// <summary>A workspace for LU factorizations of complex size × size matrices.</summary>
    IComplexLuFactorization ComplexLu(int size);
}
