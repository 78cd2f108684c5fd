using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E(X) = ½ Σ_k (⟨A_k, X⟩ − y_k)²: matrix sensing by linear measurements, dense or sparse.</summary>
/// <remarks>Gradient Σ_k (⟨A_k, X⟩ − y_k)·A_k; Hessian Z ↦ Σ_k ⟨A_k, Z⟩·A_k. Cost: two passes over the operators a call. Source: [ACHL19] §4.</remarks>
public sealed class SensingLoss : ILoss
{
    private readonly ILinearMeasurements measurements;
    private readonly ImmutableArray<double> values;

    /// <summary>A loss on measured values.</summary>
    /// <exception cref="ArgumentException">There are not as many values as measurements, or one is NaN or infinite.</exception>
    public SensingLoss(ILinearMeasurements measurements, IEnumerable<double> values)
    {
        ArgumentNullException.ThrowIfNull(measurements);
        this.measurements = measurements;
        this.values = [.. values];
        if (this.values.Length != measurements.Count)
        {
            throw new ArgumentException($"There are {this.values.Length} values of {measurements.Count} measurements.", nameof(values));
        }
        int wrong = this.values.ToList().FindIndex(value => !double.IsFinite(value));
        if (wrong >= 0)
        {
            throw new ArgumentException($"The value of measurement {wrong + 1} is {this.values[wrong]}.", nameof(values));
        }
    }

    /// <inheritdoc/>
    public int Rows => measurements.Rows;

    /// <inheritdoc/>
    public int Columns => measurements.Columns;

    /// <inheritdoc/>
    public double Value(ReadOnlyMatrixView x)
    {
        double sum = 0;
        for (int k = 0; k < values.Length; k++)
        {
            double residual = measurements.Measure(k, x) - values[k];
            sum += residual * residual;
        }
        return 0.5 * sum;
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        gradient.Fill(0);
        for (int k = 0; k < values.Length; k++)
        {
            measurements.AddTo(k, measurements.Measure(k, x) - values[k], gradient);
        }
    }

    /// <inheritdoc/>
    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product)
    {
        product.Fill(0);
        for (int k = 0; k < values.Length; k++)
        {
            measurements.AddTo(k, measurements.Measure(k, direction), product);
        }
    }
}
