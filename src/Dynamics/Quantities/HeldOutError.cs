using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Root mean square of X − truth over entries that the loss does not see, in the units of the data.</summary>
public sealed class HeldOutError : IQuantity
{
    private readonly (int Row, int Column)[] entries;
    private readonly double[] truth;
    private readonly Func<int, int, double, double> toData;

    /// <summary>The error against a truth.</summary>
    /// <param name="truth">The true matrix, in the units of the data.</param>
    /// <param name="heldOut">The entries to score; at least one.</param>
    /// <param name="toData">Row, column and an entry of X to that entry in the units of the data.</param>
    public HeldOutError(Matrix truth, Mask heldOut, Func<int, int, double, double> toData)
    {
        ArgumentNullException.ThrowIfNull(truth);
        ArgumentNullException.ThrowIfNull(heldOut);
        ArgumentNullException.ThrowIfNull(toData);
        entries = [.. heldOut.Entries];
        this.truth = [.. entries.Select(entry => truth[entry.Row, entry.Column])];
        this.toData = toData;
        Scale = Math.Sqrt(this.truth.Sum(value => value * value) / entries.Length);
    }

    /// <inheritdoc/>
    public string Name => "held-out-rmse";

    /// <summary>Root mean square of the truth over the same entries: the error of answering zero.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Math.Sqrt(Sum(point.Entry, error => error * error) / entries.Length);
    }

    /// <summary>The error of a matrix in the units of X.</summary>
    public double Measure(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Math.Sqrt(Sum((i, j) => x[i, j], error => error * error) / entries.Length);
    }

    /// <summary>The mean absolute error of a matrix in the units of X.</summary>
    public double MeanAbsolute(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        return Sum((i, j) => x[i, j], Math.Abs) / entries.Length;
    }

    /// <summary>The mean absolute error at a point.</summary>
    public double MeanAbsolute(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return Sum(point.Entry, Math.Abs) / entries.Length;
    }

    private double Sum(Func<int, int, double> x, Func<double, double> size)
    {
        double sum = 0;
        for (int k = 0; k < entries.Length; k++)
        {
            (int i, int j) = entries[k];
            sum += size(toData(i, j, x(i, j)) - truth[k]);
        }
        return sum;
    }
}
