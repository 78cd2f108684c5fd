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
    private readonly int rank;
    private readonly DepthOperator depthOperator;
    private readonly ISingularValues singularValues;
    private readonly Matrix left;
    private readonly Matrix right;
    private readonly double[] sigma;
    private readonly Matrix gradient;

    /// <summary>The flow of a loss on matrices of a given rank; null: full rank.</summary>
    public EndToEndFlow(Depth depth, ILoss loss, int? rank = null, IDenseKernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        kernels ??= DenseKernels.Default;
        Depth = depth;
        Loss = loss;
        Modes = Math.Min(loss.Rows, loss.Columns);
        this.rank = rank ?? Modes;
        depthOperator = new(depth, loss.Rows, loss.Columns, kernels);
        singularValues = kernels.SingularValues(loss.Rows, loss.Columns);
        left = new(loss.Rows, Modes);
        right = new(loss.Columns, Modes);
        sigma = new double[Modes];
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
            sigma.AsSpan(rank).Clear();
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
        ReadOnlyMatrixView x = new(y, Loss.Rows, Loss.Columns);
        if (!singularValues.TryDecompose(x, point.Left.View, sigma, point.Right.View))
        {
            return false;
        }
        for (int i = 0; i < Modes; i++)
        {
            point.LogSigma[i] = Math.Log(sigma[i]);
        }
        point.Time = t;
        x.CopyTo(point.EndToEnd.View);
        Loss.Gradient(x, point.Gradient.View);
        point.Loss = Loss.Value(x);
        point.Imbalance = double.NaN;
        return double.IsFinite(point.Loss);
    }
}
