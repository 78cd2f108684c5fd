using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A loss at X = 0, which scales are taken from: by thin factors where the loss can.</summary>
public static class LossAtZero
{
    /// <summary>E(0).</summary>
    public static double Value(ILoss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return loss is IFactoredLoss factored
            ? factored.Value(new Matrix(loss.Rows, 1).View, new Matrix(loss.Columns, 1).View)
            : loss.Value(new Matrix(loss.Rows, loss.Columns).View);
    }

    /// <summary>‖E′(0)‖_F.</summary>
    public static double GradientNorm(ILoss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (loss is IFactoredLoss factored)
        {
            return factored.GradientNorm(new Matrix(loss.Rows, 1).View, new Matrix(loss.Columns, 1).View);
        }
        Matrix gradient = new(loss.Rows, loss.Columns);
        loss.Gradient(new Matrix(loss.Rows, loss.Columns).View, gradient.View);
        return VectorOperations.EuclideanNorm(gradient.Data);
    }
}
