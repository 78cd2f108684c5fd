using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Root mean square of X − truth over entries that the loss does not see, times a unit.</summary>
/// <param name="truth">The true matrix, in the units of X.</param>
/// <param name="heldOut">The entries to score.</param>
/// <param name="unit">What one unit of X is in the data: the error comes out in the data's units.</param>
public sealed class HeldOutError(Matrix truth, Mask heldOut, double unit) : IQuantity
{
    /// <inheritdoc/>
    public string Name => "held-out-rmse";

    /// <summary>Root mean square of the truth over the same entries, in the data's units: the error of answering zero.</summary>
    public double Scale { get; } = unit * RootMeanSquare(truth, heldOut, null);

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return unit * RootMeanSquare(truth, heldOut, point.EndToEnd);
    }

    private static double RootMeanSquare(Matrix truth, Mask heldOut, Matrix? estimate)
    {
        double sum = 0;
        for (int j = 0; j < truth.Columns; j++)
        {
            for (int i = 0; i < truth.Rows; i++)
            {
                if (heldOut[i, j])
                {
                    double error = truth[i, j] - (estimate is null ? 0 : estimate[i, j]);
                    sum += error * error;
                }
            }
        }
        return Math.Sqrt(sum / heldOut.Count);
    }
}
