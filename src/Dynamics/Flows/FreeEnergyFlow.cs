using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The balanced flow down the free energy F = E − S/β, S the entropy of the fibre: a <see cref="LangevinEquation"/> with the entropy, without its noise.</summary>
/// <remarks>
/// dX/dτ = −Â(E′) + (1/β)grad S in log-polar coordinates. grad S moves singular values alone, d ln σᵢ/dτ = σᵢ^(−2/N)·∂S/∂ln σᵢ
/// (<see cref="FiberEntropy.Velocity"/>), so H gets a smooth spectral function of itself and equal singular values are nothing special. At N = ∞ and real N
/// the gradient is that of the limit of S, which needs no layers. Without a Jacobian of its own: methods difference, or
/// wrap it in FiniteDifferenceField. At finite N several modes near zero, or one in wider layers, make it stiff: the entropy drives them out at a rate like σ^(−2/N).
/// Rescaled clock. Cost: <see cref="LogPolarFlow"/>'s and one eigen-decomposition of size r. Source: [MY25]; [Men24].
/// </remarks>
public sealed class FreeEnergyFlow : INetworkFlow, IStateProjection
{
    private readonly IDenseKernels kernels = DenseKernels.Default;
    private readonly LogPolarFlow inner;
    private readonly LogPolarLayout layout;
    private readonly ISymmetricEigen eigen;
    private readonly Matrix h, vectors, scaled;
    private readonly double[] logSigma, velocity, push;
    private readonly double excess;

    /// <summary>The flow of a free energy on matrices of a given rank.</summary>
    /// <param name="depth">N ≥ 2 or ∞.</param>
    /// <param name="loss">E.</param>
    /// <param name="rank">r, of the start; the flow keeps it.</param>
    /// <param name="inverseTemperature">β, positive; infinite: no entropy.</param>
    /// <param name="width">Of every hidden layer, at least r; null: r.</param>
    /// <exception cref="ArgumentException">Depth 1, β that is not positive, or layers narrower than the rank.</exception>
    public FreeEnergyFlow(Depth depth, ILoss loss, int rank, double inverseTemperature, int? width = null)
    {
        inner = new(depth, loss, rank);
        if (!(inverseTemperature > 0))
        {
            throw new ArgumentException($"The inverse temperature is {inverseTemperature}; it must be positive, infinite for no entropy.", nameof(inverseTemperature));
        }
        if (width < rank)
        {
            throw new ArgumentException($"Hidden layers of width {width} cannot carry rank {rank}: take widths of at least {rank}.", nameof(width));
        }
        InverseTemperature = inverseTemperature;
        Width = width ?? rank;
        excess = (1 - depth.Reciprocal) * (Width - rank);
        layout = new(Math.Max(loss.Rows, loss.Columns), Math.Min(loss.Rows, loss.Columns), rank);
        eigen = kernels.SymmetricEigen(rank);
        h = new(rank, rank);
        vectors = new(rank, rank);
        scaled = new(rank, rank);
        logSigma = new double[rank];
        velocity = new double[rank];
        push = new double[layout.TriangleLength];
    }

    /// <inheritdoc/>
    public bool DescendsLossAlone => double.IsPositiveInfinity(InverseTemperature);

    /// <summary>β.</summary>
    public double InverseTemperature { get; }

    /// <summary>Of every hidden layer.</summary>
    public int Width { get; }

    /// <inheritdoc/>
    public Depth Depth => inner.Depth;

    /// <inheritdoc/>
    public ILoss Loss => inner.Loss;

    /// <inheritdoc/>
    public int Modes => inner.Modes;

    /// <inheritdoc/>
    public int Dimension => inner.Dimension;

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        inner.Evaluate(t, y, derivative);
        layout.Unpack(y, h.View);
        if (!eigen.TryDecompose(h.View, logSigma, vectors.View))
        {
            derivative.Fill(double.NaN);
            return;
        }
        FiberEntropy.Velocity(Depth, logSigma, velocity, excess);
        for (int j = 0; j < velocity.Length; j++)
        {
            VectorOperations.Scale(velocity[j], vectors.View.Column(j), scaled.View.Column(j));
        }
        kernels.Multiply(1 / InverseTemperature, scaled.View, Transpose.No, vectors.View, Transpose.Yes, 0, h.View);
        layout.Pack(h.View, push);
        VectorOperations.AddScaled(1, push, derivative[..push.Length]);
    }

    /// <inheritdoc/>
    public bool TryProject(Span<double> y, double tolerance) => inner.TryProject(y, tolerance);

    /// <inheritdoc/>
    public bool TryObserve(double t, ReadOnlySpan<double> y, FlowState point) => inner.TryObserve(t, y, point);

    /// <summary>The state that stands for X = U·e^H·Rᵀ.</summary>
    /// <exception cref="ArgumentException">The factors have another shape or rank than this flow.</exception>
    public double[] StateOf(PolarFactors factors) => inner.StateOf(factors);
}
