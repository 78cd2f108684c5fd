using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A loss that is a squared distance in a metric of its data, E(X) = ½‖X·L − T‖²_F + E₀: its least value on matrices of every rank is known.</summary>
public interface IDistanceLoss : ILoss
{
    /// <summary>L, n × n; null: the identity.</summary>
    Matrix? Factor { get; }

    /// <summary>T, m × n: X·L is to come close to it.</summary>
    Matrix Projected { get; }

    /// <summary>E₀ ≥ 0.</summary>
    double LeastLoss { get; }
}
