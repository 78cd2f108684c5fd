using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>K linear measurements X ↦ ⟨A_k, X⟩ of m × n matrices. Immutable; nothing allocates.</summary>
public interface ILinearMeasurements
{
    /// <summary>K.</summary>
    int Count { get; }

    /// <summary>m.</summary>
    int Rows { get; }

    /// <summary>n.</summary>
    int Columns { get; }

    /// <summary>⟨A_k, X⟩, k counted from 0.</summary>
    double Measure(int k, ReadOnlyMatrixView x);

    /// <summary>sum ← sum + factor·A_k.</summary>
    void AddTo(int k, double factor, MatrixView sum);
}
