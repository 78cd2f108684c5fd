using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The balanced flow entry by entry, dX/dt = −Â_{N,X}(E′(X)): the textbook form, the flow at depth 1, and a cross-check.</summary>
/// <remarks>
/// Rescaled clock. Rounding in the entries swamps modes that are much smaller than the largest: at depth ≥ 2 prefer
/// <see cref="LogPolarFlow"/>. Singular values beyond the stated rank count as exact zeros, because Â_N sees round-off ε as ε^(2/N).
/// Cost: one SVD and about eight products of m × n. Source: [ACH18] Theorem 1; at N = ∞ [CMV23] §2.
/// </remarks>
public sealed class EndToEndFlow : INetworkFlow
{
    private readonly DepthOperator depthOperator;
    private readonly ISingularValues singularValues;
    private readonly ModeReader reader;
    private readonly Matrix left;
    private readonly Matrix right;
    private readonly double[] sigma;
    private readonly Matrix gradient;

    /// <summary>The flow of a loss on matrices of a given rank; null: full rank. At depth 1 the rank is not kept, and every mode is read.</summary>
    public EndToEndFlow(Depth depth, ILoss loss, int? rank = null, IDenseKernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        kernels ??= DenseKernels.Default;
        Depth = depth;
        Loss = loss;
        int modes = Math.Min(loss.Rows, loss.Columns);
        Modes = depth.Value == 1 ? modes : rank ?? modes;
        reader = new(loss.Rows, loss.Columns, kernels);
        depthOperator = new(depth, loss.Rows, loss.Columns, kernels);
        singularValues = kernels.SingularValues(loss.Rows, loss.Columns);
        left = new(loss.Rows, modes);
        right = new(loss.Columns, modes);
        sigma = new double[modes];
        gradient = new(loss.Rows, loss.Columns);
    }

    /// <inheritdoc/>
    public Depth Depth { get; }

    /// <inheritdoc/>
    public ILoss Loss { get; }

    /// <inheritdoc/>
    public int Modes { get; }

    /// <inheritdoc/>
    public int Dimension => Loss.Rows * Loss.Columns;

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        ReadOnlyMatrixView x = new(y, Loss.Rows, Loss.Columns);
        MatrixView velocity = new(derivative, Loss.Rows, Loss.Columns);
        Loss.Gradient(x, gradient.View);
        if (Depth.Value == 1)
        {
            gradient.Data.CopyTo(derivative);
        }
        else if (singularValues.TryDecompose(x, left.View, sigma, right.View))
        {
            sigma.AsSpan(Modes).Clear();
            depthOperator.Apply(left.View, sigma, right.View, gradient.View, velocity);
        }
        else
        {
            derivative.Fill(double.NaN);
            return;
        }
        VectorOperations.Scale(-1, derivative, derivative);
    }

    /// <inheritdoc/>
    public bool TryObserve(double t, ReadOnlySpan<double> y, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        point.Imbalance = double.NaN;
        return reader.TryFill(t, new(y, Loss.Rows, Loss.Columns), Loss, point);
    }
}
