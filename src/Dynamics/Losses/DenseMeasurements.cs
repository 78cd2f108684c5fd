using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Measurements by full matrices. Cost: m·n a measurement; K·m·n numbers of memory.</summary>
public sealed class DenseMeasurements : ILinearMeasurements
{
    private readonly ImmutableArray<Matrix> operators;

    /// <summary>Measurements by the given matrices, which are not copied and must not change.</summary>
    /// <exception cref="ArgumentException">There is none, their shapes differ, or an entry is NaN or infinite.</exception>
    public DenseMeasurements(IEnumerable<Matrix> operators)
    {
        this.operators = [.. operators];
        if (this.operators.IsEmpty)
        {
            throw new ArgumentException("There is no operator to measure with.", nameof(operators));
        }
        for (int k = 0; k < Count; k++)
        {
            Matrix one = this.operators[k];
            if (one.Rows != Rows || one.Columns != Columns)
            {
                throw new ArgumentException($"Operator {k + 1} is {one.Rows} × {one.Columns}, the first is {Rows} × {Columns}.", nameof(operators));
            }
            if (!VectorOperations.AllFinite(one.Data))
            {
                throw new ArgumentException($"An entry of operator {k + 1} is not a finite number.", nameof(operators));
            }
        }
    }

    /// <inheritdoc/>
    public int Count => operators.Length;

    /// <inheritdoc/>
    public int Rows => operators[0].Rows;

    /// <inheritdoc/>
    public int Columns => operators[0].Columns;

    /// <inheritdoc/>
    public double Measure(int k, ReadOnlyMatrixView x)
    {
        double sum = 0;
        for (int j = 0; j < Columns; j++)
        {
            sum += VectorOperations.Dot(operators[k].View.Column(j), x.Column(j));
        }
        return sum;
    }

    /// <inheritdoc/>
    public void AddTo(int k, double factor, MatrixView sum)
    {
        for (int j = 0; j < Columns; j++)
        {
            VectorOperations.AddScaled(factor, operators[k].View.Column(j), sum.Column(j));
        }
    }
}
