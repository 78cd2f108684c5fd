using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A loss whose value and derivatives at X = A·Bᵀ can be had from the thin factors without forming an m × n matrix.</summary>
/// <remarks>Shapes: a m × k and b n × k. Outputs must not overlap inputs. One thread at a time a run.</remarks>
public interface IFactoredLoss : ILoss
{
    /// <summary>E(A·Bᵀ).</summary>
    double Value(ReadOnlyMatrixView a, ReadOnlyMatrixView b);

    /// <summary>‖E′(A·Bᵀ)‖_F.</summary>
    double GradientNorm(ReadOnlyMatrixView a, ReadOnlyMatrixView b);

    /// <summary>gradientRight ← E′(A·Bᵀ)·right and leftGradient ← E′(A·Bᵀ)ᵀ·left.</summary>
    /// <remarks>Shape: left m × r, right n × r, gradientRight m × r, leftGradient n × r.</remarks>
    void ApplyGradient(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView gradientRight, MatrixView leftGradient);

    /// <summary>productRight ← Z·right and leftProduct ← Zᵀ·left with Z = E″[A·Bᵀ], which is the same at every X.</summary>
    /// <remarks>Shapes as in <see cref="ApplyGradient"/>.</remarks>
    void ApplyHessian(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView productRight, MatrixView leftProduct);
}
