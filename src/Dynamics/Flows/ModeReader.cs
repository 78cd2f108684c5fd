using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Reads the leading modes of an end-to-end matrix given by its entries.</summary>
internal sealed class ModeReader(int rows, int columns, IDenseKernels kernels)
{
    private readonly ISingularValues singularValues = kernels.SingularValues(rows, columns);
    private readonly Matrix left = new(rows, Math.Min(rows, columns));
    private readonly Matrix right = new(columns, Math.Min(rows, columns));
    private readonly double[] sigma = new double[Math.Min(rows, columns)];

    /// <summary>Fills the matrix, its gradient and loss, and as many modes as the point has room for; false where X is not finite.</summary>
    public bool TryFill(double t, ReadOnlyMatrixView x, ILoss loss, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (!singularValues.TryDecompose(x, left.View, sigma, right.View))
        {
            return false;
        }
        for (int i = 0; i < point.Modes; i++)
        {
            left.View.Column(i).CopyTo(point.Left.View.Column(i));
            right.View.Column(i).CopyTo(point.Right.View.Column(i));
            point.LogSigma[i] = Math.Log(sigma[i]);
        }
        point.Time = t;
        x.CopyTo(point.EndToEnd.View);
        loss.Gradient(x, point.Gradient.View);
        point.Loss = loss.Value(x);
        return double.IsFinite(point.Loss);
    }
}
