using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The balanced flow in log-polar coordinates X = U·e^H·Rᵀ: every depth ≥ 2 and ∞, every shape, every rank; the default.</summary>
/// <remarks>
/// U (m × r) and R (n × r) have orthonormal columns, H (r × r) is symmetric; r is the rank of the start, which the flow never changes
/// in finite time. An error δ in H is a relative error δ in every singular value, however small (Weyl), so the tolerance on this state is
/// absolute and its norm Euclidean. Rescaled clock. Cost of an evaluation: one eigen-decomposition of size r and eight products.
/// Our own formulation: docs/design/001-coordinates.md; the flow itself: [ACH18] Theorem 1, at N = ∞ [CMV23] §2.
/// </remarks>
public sealed class LogPolarFlow : INetworkFlow, IDifferentiableField, IStateProjection
{
    private readonly IDenseKernels kernels;
    private readonly bool transposed;
    private readonly LogPolarLayout layout;
    private readonly LogPolarPoint point;
    private readonly LogPolarPoint observed;
    private readonly LogPolarProjection projection;
    private readonly ILoss oriented;
    private readonly Matrix stretch;
    private readonly Matrix turn;
    private readonly Matrix frame;
    private readonly Matrix leftVelocity;
    private readonly Matrix rightVelocity;
    private LogPolarJacobian? jacobian;
    private LogPolarPreconditioner? preconditioner;

    /// <summary>The flow of a loss on matrices of a given rank.</summary>
    /// <exception cref="ArgumentException">Depth 1 (rank is not conserved there: use <see cref="EndToEndFlow"/>), or a rank that no such matrix has.</exception>
    public LogPolarFlow(Depth depth, ILoss loss, int rank, IDenseKernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        if (depth.Value == 1)
        {
            throw new ArgumentException("Depth 1 does not conserve the rank, so it has no log-polar coordinates: use EndToEndFlow.", nameof(depth));
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(rank, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rank, Math.Min(loss.Rows, loss.Columns));
        Depth = depth;
        Loss = loss;
        this.kernels = kernels ?? DenseKernels.Default;
        transposed = loss.Rows < loss.Columns;
        oriented = transposed ? TransposedLoss.Of(loss) : loss;
        layout = new(oriented.Rows, oriented.Columns, rank);
        point = new(layout, oriented, this.kernels);
        observed = new(layout, transposed ? TransposedLoss.Of(loss) : loss, this.kernels);
        projection = new(layout, this.kernels);
        stretch = new(rank, rank);
        turn = new(rank, rank);
        frame = new(rank, rank);
        leftVelocity = new(layout.Rows, rank);
        rightVelocity = new(layout.Columns, rank);
    }

    /// <inheritdoc/>
    public Depth Depth { get; }

    /// <inheritdoc/>
    public ILoss Loss { get; }

    /// <inheritdoc/>
    public int Modes => layout.Rank;

    /// <inheritdoc/>
    public int Dimension => layout.Length;

    /// <summary>For the fully observed loss; null for the others, where none was found that pays.</summary>
    public IPreconditioner? Preconditioner =>
        Loss is FactorizationLoss ? preconditioner ??= new(Depth, layout, oriented, kernels) : null;

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        if (!point.TryFill(y))
        {
            derivative.Fill(double.NaN);
            return;
        }
        FillEigenframe();
        MoveLogarithm(derivative);
        MoveFrames(derivative);
    }

    /// <inheritdoc/>
    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        jacobian ??= new(Depth, layout, oriented, kernels);
        if (!point.TryFill(y))
        {
            product.Fill(double.NaN);
            return;
        }
        jacobian.Prepare(point);
        jacobian.Apply(direction, product);
    }

    /// <inheritdoc/>
    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        this.jacobian ??= new(Depth, layout, oriented, kernels);
        if (!point.TryFill(y))
        {
            jacobian.Fill(double.NaN);
            return;
        }
        this.jacobian.Prepare(point);
        this.jacobian.Fill(jacobian);
    }

    /// <inheritdoc/>
    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

    /// <inheritdoc/>
    public bool TryProject(Span<double> y, double tolerance) => projection.TryProject(y, tolerance);

    /// <inheritdoc/>
    public bool TryObserve(double t, ReadOnlySpan<double> y, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        IFactoredLoss? factored = Loss as IFactoredLoss;
        if (!(factored is null ? observed.TryFill(y) : observed.TryFillModes(y)))
        {
            return false;
        }
        point.Time = t;
        point.Imbalance = projection.ImbalanceOfLift(Depth, observed);
        observed.LogSigma.CopyTo(point.LogSigma);
        (transposed ? observed.Right : observed.Left).Data.CopyTo(point.Left.Data);
        (transposed ? observed.Left : observed.Right).Data.CopyTo(point.Right.Data);
        if (factored is not null)
        {
            point.GiveByModes(factored);
            point.Loss = factored.Value(point.ScaledLeft.View, point.Right.View);
            return double.IsFinite(point.Loss);
        }
        if (transposed)
        {
            TransposedLoss.TransposeInto(observed.X.View, point.EndToEnd.View);
            TransposedLoss.TransposeInto(observed.Gradient.View, point.Gradient.View);
        }
        else
        {
            observed.X.Data.CopyTo(point.EndToEnd.Data);
            observed.Gradient.Data.CopyTo(point.Gradient.Data);
        }
        point.Loss = oriented.Value(observed.X.View);
        return double.IsFinite(point.Loss);
    }

    /// <summary>The state that stands for X = U·e^H·Rᵀ.</summary>
    /// <exception cref="ArgumentException">The factors have another shape or rank than this flow.</exception>
    public double[] StateOf(PolarFactors factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        (Matrix left, Matrix right) = transposed ? (factors.Right, factors.Left) : (factors.Left, factors.Right);
        if (left.Rows != layout.Rows || right.Rows != layout.Columns || factors.Rank != layout.Rank)
        {
            throw new ArgumentException(
                $"The start is {factors.Left.Rows} × {factors.Right.Rows} of rank {factors.Rank}; the flow wants {Loss.Rows} × {Loss.Columns} of rank {layout.Rank}.",
                nameof(factors));
        }
        double[] y = new double[Dimension];
        if (layout.MovesRight)
        {
            layout.Pack(factors.LogSize.View, y);
            ((ReadOnlyMatrixView)left.View).CopyTo(layout.Left(y.AsSpan()));
            ((ReadOnlyMatrixView)right.View).CopyTo(layout.Right(y.AsSpan()));
            return y;
        }

        // Here R is square: with X = (U·Rᵀ)·e^(R·H·Rᵀ) the right frame becomes the identity and needs no place in the state.
        Matrix turned = new(layout.Rank, layout.Rank), size = new(layout.Rank, layout.Rank);
        kernels.Multiply(1, right.View, Transpose.No, factors.LogSize.View, Transpose.No, 0, turned.View);
        kernels.Multiply(1, turned.View, Transpose.No, right.View, Transpose.Yes, 0, size.View);
        layout.Pack(size.View, y);
        kernels.Multiply(1, left.View, Transpose.No, right.View, Transpose.Yes, 0, layout.Left(y.AsSpan()));
        return y;
    }

    /// <summary>Tangent vectors of the stratum as motions of this flow's states, and back.</summary>
    internal LogPolarTangents NewTangents() =>
        new(layout, new(Loss.Rows, Loss.Columns, Modes, FramesMove: !Depth.IsInfinite), transposed, transposed ? TransposedLoss.Of(Loss) : Loss, kernels);

    /// <summary>Ḣ and the turning Ω of the frames, both in the eigenframe of H.</summary>
    private void FillEigenframe()
    {
        double inverse = Depth.Reciprocal;
        ReadOnlySpan<double> l = point.LogSigma;
        Matrix m = point.M;
        for (int i = 0; i < layout.Rank; i++)
        {
            double power = Math.Exp((1 - 2 * inverse) * l[i]);
            for (int j = i; j < layout.Rank; j++)
            {
                // Modes descend, so i is the larger of the two.
                (double ahead, double back, double rotation) = LogPolarKernels.Pair(inverse, power, l[i] - l[j]);
                double forward = m[i, j], backward = m[j, i];
                stretch[i, j] = stretch[j, i] = -0.5 * LogPolarKernels.Brake(l[i], l[j]) * (ahead * forward + back * backward);
                turn[i, j] = -0.5 * rotation * (forward - backward);
                turn[j, i] = -turn[i, j];
            }
        }
    }

    private void MoveLogarithm(Span<double> derivative)
    {
        kernels.Multiply(1, point.V.View, Transpose.No, stretch.View, Transpose.No, 0, frame.View);
        kernels.Multiply(1, frame.View, Transpose.No, point.V.View, Transpose.Yes, 0, stretch.View);
        layout.Pack(stretch.View, derivative);
    }

    private void MoveFrames(Span<double> derivative)
    {
        double inverse = Depth.Reciprocal, power = 1 - 2 * inverse;
        kernels.Multiply(1, point.Left.View, Transpose.No, turn.View, Transpose.No, 0, leftVelocity.View);
        if (layout.Rows > layout.Rank)
        {
            // −(1/N)(I − ŨŨᵀ)·G·R̃·e^((1 − 2/N)ℓ), the off-range part.
            for (int j = 0; j < layout.Rank; j++)
            {
                double rate = inverse * Math.Exp(power * point.LogSigma[j]);
                VectorOperations.Scale(rate, point.M.View.Column(j), frame.View.Column(j));
                VectorOperations.AddScaled(-rate, point.GradientRight.View.Column(j), leftVelocity.View.Column(j));
            }
            kernels.Multiply(1, point.Left.View, Transpose.No, frame.View, Transpose.No, 1, leftVelocity.View);
        }
        kernels.Multiply(1, leftVelocity.View, Transpose.No, point.V.View, Transpose.Yes, 0, layout.Left(derivative));
        if (!layout.MovesRight)
        {
            return;
        }
        kernels.Multiply(1, point.Right.View, Transpose.No, point.M.View, Transpose.Yes, 0, rightVelocity.View);
        for (int j = 0; j < layout.Rank; j++)
        {
            double rate = inverse * Math.Exp(power * point.LogSigma[j]);
            Span<double> column = rightVelocity.View.Column(j);
            VectorOperations.AddScaled(-1, point.LeftGradient.View.Column(j), column);
            VectorOperations.Scale(rate, column, column);
        }
        kernels.Multiply(1, rightVelocity.View, Transpose.No, point.V.View, Transpose.Yes, 0, layout.Right(derivative));
    }
}
