using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A loss whose gradient at X = A·Bᵀ can be applied to thin matrices without forming an m × n matrix.</summary>
public interface IFactoredLoss : ILoss
{
    /// <summary>gradientRight ← E′(A·Bᵀ)·right (m × r) and leftGradient ← E′(A·Bᵀ)ᵀ·left (n × r).</summary>
    /// <remarks>Shape: a m × r, b n × r, left m × r, right n × r. Outputs must not overlap inputs. May be called by one thread at a time a run.</remarks>
    void ApplyGradient(
        ReadOnlyMatrixView a, ReadOnlyMatrixView b, ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView gradientRight, MatrixView leftGradient);
}
