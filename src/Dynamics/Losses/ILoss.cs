using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A loss E of an m × n end-to-end matrix, with its first and second derivatives in the Frobenius inner product.</summary>
/// <remarks>Convex, with a constant Hessian: squared distances, and linear functionals. Instances are immutable and may be shared between runs. Nothing allocates.</remarks>
public interface ILoss
{
    /// <summary>m, number of rows of X.</summary>
    int Rows { get; }

    /// <summary>n, number of columns of X.</summary>
    int Columns { get; }

    /// <summary>E(X).</summary>
    double Value(ReadOnlyMatrixView x);

    /// <summary>gradient ← E′(X), m × n; must not overlap x.</summary>
    void Gradient(ReadOnlyMatrixView x, MatrixView gradient);

    /// <summary>product ← E″(X)[direction], m × n; must not overlap x or direction.</summary>
    void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product);
}
