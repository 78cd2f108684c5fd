using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The flow of X under layers whose imbalances are multiples of the identity, dX/dτ = −U(λ∘(UᵀGV))Vᵀ, entry by entry.</summary>
/// <remarks>
/// λ_il = (1/N)·Σ_p ∏_{q&gt;p} s_q(σᵢ)·∏_{q&lt;p} s_q(σ_l), s_q the squared singular value of layer q beside σ (<see cref="RelaxedBalance"/>); no
/// divided difference, so equal singular values are nothing special. Rescaled clock. X is integrated by its entries and not in log-polar
/// coordinates, because singular values pass zero: where one layer alone is the narrow one, λ is bounded below by the product of the other c_p
/// over N, so that no saddle is left and the only equilibria are those of the loss. Where several layers share the least c_p zero stays a barrier, and
/// rounding ε of a mode that is zero counts as ε^(2/q) for q of them: start such flows at full rank. Cost: one SVD, N logarithms a mode and
/// iteration, and about eight products of m × n. Source: [MPG25]; two layers also [BDFS22]; the formula from [ACH18] §3.
/// </remarks>
public sealed class RelaxedBalancedFlow : INetworkFlow
{
    private readonly IDenseKernels kernels;
    private readonly SpectralScaling scaling;
    private readonly ISingularValues singularValues;
    private readonly ModeReader reader;
    private readonly Matrix left;
    private readonly Matrix right;
    private readonly double[] sigma;
    private readonly double[] squares;
    private readonly Matrix above;
    private readonly Matrix below;
    private readonly Matrix gradient;
    private readonly double imbalance;

    /// <summary>The flow of a loss under given imbalances.</summary>
    public RelaxedBalancedFlow(RelaxedBalance balance, ILoss loss, IDenseKernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(balance);
        ArgumentNullException.ThrowIfNull(loss);
        Balance = balance;
        Loss = loss;
        this.kernels = kernels ?? DenseKernels.Default;
        int modes = Math.Min(loss.Rows, loss.Columns);
        scaling = new(loss.Rows, loss.Columns, this.kernels);
        singularValues = this.kernels.SingularValues(loss.Rows, loss.Columns);
        reader = new(loss.Rows, loss.Columns, this.kernels);
        left = new(loss.Rows, modes);
        right = new(loss.Columns, modes);
        sigma = new double[modes];
        squares = new double[balance.Layers];
        above = new(balance.Layers, modes + 1);
        below = new(balance.Layers, modes + 1);
        gradient = new(loss.Rows, loss.Columns);
        Shape = balance.ShapeOf(loss.Rows, loss.Columns);
        imbalance = balance.Imbalances.Select((one, p) => Math.Abs(one) * Math.Sqrt(Shape.Widths[p + 1])).Max();
    }

    /// <summary>The imbalances.</summary>
    public RelaxedBalance Balance { get; }

    /// <summary>The network that has them.</summary>
    public NetworkShape Shape { get; }

    /// <inheritdoc/>
    public Depth Depth => Depth.Of(Balance.Layers);

    /// <inheritdoc/>
    public ILoss Loss { get; }

    /// <inheritdoc/>
    public int Modes => sigma.Length;

    /// <inheritdoc/>
    public int Dimension => Loss.Rows * Loss.Columns;

    /// <summary>The layers of a point, up to orthogonal matrices between them, as a flat state of <see cref="Shape"/>.</summary>
    public double[] LayersOf(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        SpectralPoint modes = SpectralPoint.Of(point);
        return RelaxedLift.Lift(Balance, new(modes.Left, Matrix.Diagonal([.. modes.LogSigma]), modes.Right));
    }

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        ReadOnlyMatrixView x = new(y, Loss.Rows, Loss.Columns);
        Loss.Gradient(x, gradient.View);
        if (!singularValues.TryDecompose(x, left.View, sigma, right.View))
        {
            derivative.Fill(double.NaN);
            return;
        }
        for (int i = 0; i < sigma.Length; i++)
        {
            FillProducts(i, Math.Log(sigma[i]));
        }
        FillProducts(sigma.Length, double.NegativeInfinity);
        kernels.Multiply(-1.0 / Balance.Layers, above.View, Transpose.Yes, below.View, Transpose.No, 0, scaling.Weights.View);
        scaling.Apply(left.View, right.View, gradient.View, new(derivative, Loss.Rows, Loss.Columns));
    }

    /// <inheritdoc/>
    public bool TryObserve(double t, ReadOnlySpan<double> y, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        point.Imbalance = imbalance;
        return reader.TryFill(t, new(y, Loss.Rows, Loss.Columns), Loss, point);
    }

    /// <summary>above(p, i) ← ∏_{q&gt;p} s_q and below(p, i) ← ∏_{q&lt;p} s_q of one mode.</summary>
    private void FillProducts(int mode, double logSigma)
    {
        Balance.FillSquares(logSigma, squares);
        double product = 1;
        for (int p = 0; p < squares.Length; p++)
        {
            below[p, mode] = product;
            product *= squares[p];
        }
        product = 1;
        for (int p = squares.Length - 1; p >= 0; p--)
        {
            above[p, mode] = product;
            product *= squares[p];
        }
    }
}
