using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The gradient flow of the layers themselves, Ẇ_p = −(1/N)·L_pᵀ·E′(X)·R_pᵀ: any widths, balanced or not, finite depth.</summary>
/// <remarks>
/// L_p = W_N⋯W_{p+1}, R_p = W_{p−1}⋯W₁. Rescaled clock (1/N inside): multiply by N for the textbook flow. Cost of an evaluation:
/// about 4N products of the layers' sizes. Source: [ACH18] §3; the Jacobian from its product rule.
/// </remarks>
public sealed class LayerFlow : INetworkFlow, IDifferentiableField
{
    private readonly IDenseKernels kernels;
    private readonly ModeReader reader;
    private readonly Matrix[] after;      // after[p] = W_N⋯W_{p+2}, counted as in Layer(p): what stands left of layer p
    private readonly Matrix[] before;     // before[p] = W_p⋯W_1: what stands right of layer p
    private readonly Matrix[] afterDot;
    private readonly Matrix[] beforeDot;
    private readonly Matrix[] halves;     // after[p]ᵀ·(something m × n)
    private readonly Matrix[] defects;
    private readonly double[] unit;
    private readonly Matrix x;
    private readonly Matrix gradient;
    private readonly Matrix xDot;
    private readonly Matrix gradientDot;

    /// <summary>The flow of a loss through a network; rank is that of a balanced start, null where it is as large as the widths allow.</summary>
    /// <exception cref="ArgumentException">The loss has another shape than the network.</exception>
    public LayerFlow(NetworkShape shape, ILoss loss, int? rank = null, IDenseKernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(loss);
        if (shape.Rows != loss.Rows || shape.Columns != loss.Columns)
        {
            throw new ArgumentException($"The network maps {shape.Columns} to {shape.Rows} numbers, the loss wants {loss.Rows} × {loss.Columns} matrices.", nameof(loss));
        }
        Shape = shape;
        Loss = loss;
        this.kernels = kernels ?? DenseKernels.Default;
        int m = shape.Rows, n = shape.Columns, count = shape.Layers;
        reader = new(m, n, this.kernels);
        Modes = Math.Min(rank ?? int.MaxValue, shape.Widths.Min());
        after = [.. Enumerable.Range(0, count).Select(p => new Matrix(m, shape.Widths[p + 1]))];
        before = [.. Enumerable.Range(0, count).Select(p => new Matrix(shape.Widths[p], n))];
        afterDot = [.. after.Select(one => new Matrix(one.Rows, one.Columns))];
        beforeDot = [.. before.Select(one => new Matrix(one.Rows, one.Columns))];
        halves = [.. Enumerable.Range(0, count).Select(p => new Matrix(shape.Widths[p + 1], n))];
        defects = [.. Enumerable.Range(1, count - 1).Select(p => new Matrix(shape.Widths[p], shape.Widths[p]))];
        unit = new double[shape.Length];
        x = new(m, n);
        gradient = new(m, n);
        xDot = new(m, n);
        gradientDot = new(m, n);
        SetToIdentity(after[count - 1]);
        SetToIdentity(before[0]);
    }

    /// <summary>The widths.</summary>
    public NetworkShape Shape { get; }

    /// <inheritdoc/>
    public ILoss Loss { get; }

    /// <inheritdoc/>
    public Depth Depth => Depth.Of(Shape.Layers);

    /// <inheritdoc/>
    public int Modes { get; }

    /// <inheritdoc/>
    public int Dimension => Shape.Length;

    /// <summary>True: the layers follow the Euclidean gradient of the loss.</summary>
    public bool HasSymmetricJacobian => true;

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        FillProducts(y);
        Loss.Gradient(x.View, gradient.View);
        for (int p = 0; p < Shape.Layers; p++)
        {
            AddLayerVelocity(p, after[p], gradient, before[p], 0, Shape.Layer(derivative, p));
        }
    }

    /// <summary>gradient ← ∇L of the layered loss L(W) = E(W_N⋯W₁), −N times the field; gives L(W).</summary>
    public double Gradient(ReadOnlySpan<double> y, Span<double> gradient)
    {
        Evaluate(0, y, gradient);
        VectorOperations.Scale(-Shape.Layers, gradient);
        return Loss.Value(x.View);
    }

    /// <inheritdoc/>
    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        FillProducts(y);
        Loss.Gradient(x.View, gradient.View);
        ApplyAt(y, direction, product);
    }

    /// <inheritdoc/>
    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        FillProducts(y);
        Loss.Gradient(x.View, gradient.View);
        for (int k = 0; k < unit.Length; k++)
        {
            unit.AsSpan().Clear();
            unit[k] = 1;
            ApplyAt(y, unit, jacobian.Column(k));
        }
    }

    /// <inheritdoc/>
    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

    /// <inheritdoc/>
    public bool TryObserve(double t, ReadOnlySpan<double> y, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        FillProducts(y);
        point.Imbalance = MeasureImbalance(y);
        if (!point.Layers.IsEmpty)
        {
            y.CopyTo(point.Layers);
        }
        return reader.TryFill(t, x.View, Loss, point);
    }

    /// <summary>The largest ‖W_{p+1}ᵀW_{p+1} − W_pW_pᵀ‖_F of a state; NaN for one layer. Conserved by the exact flow. Source: [ACH18] §3.</summary>
    public double MeasureImbalance(ReadOnlySpan<double> y)
    {
        double largest = Shape.Layers == 1 ? double.NaN : 0;
        for (int p = 0; p + 1 < Shape.Layers; p++)
        {
            FillImbalance(y, p, defects[p].View);
            largest = Math.Max(largest, VectorOperations.EuclideanNorm(defects[p].Data));
        }
        return largest;
    }

    /// <summary>imbalance ← W_{p+2}ᵀW_{p+2} − W_{p+1}W_{p+1}ᵀ, for p from 0.</summary>
    public void FillImbalance(ReadOnlySpan<double> y, int p, MatrixView imbalance)
    {
        ReadOnlyMatrixView upper = Shape.Layer(y, p + 1), lower = Shape.Layer(y, p);
        kernels.Multiply(1, upper, Transpose.Yes, upper, Transpose.No, 0, imbalance);
        kernels.Multiply(-1, lower, Transpose.No, lower, Transpose.Yes, 1, imbalance);
    }

    private static void SetToIdentity(Matrix matrix)
    {
        for (int i = 0; i < matrix.Rows; i++)
        {
            matrix[i, i] = 1;
        }
    }

    private void FillProducts(ReadOnlySpan<double> y)
    {
        int last = Shape.Layers - 1;
        for (int p = last; p > 0; p--)
        {
            kernels.Multiply(1, after[p].View, Transpose.No, Shape.Layer(y, p), Transpose.No, 0, after[p - 1].View);
        }
        for (int p = 0; p < last; p++)
        {
            kernels.Multiply(1, Shape.Layer(y, p), Transpose.No, before[p].View, Transpose.No, 0, before[p + 1].View);
        }
        kernels.Multiply(1, Shape.Layer(y, last), Transpose.No, before[last].View, Transpose.No, 0, x.View);
    }

    private void AddLayerVelocity(int p, Matrix left, Matrix middle, Matrix right, double beta, MatrixView velocity)
    {
        kernels.Multiply(1, left.View, Transpose.Yes, middle.View, Transpose.No, 0, halves[p].View);
        kernels.Multiply(-1.0 / Shape.Layers, halves[p].View, Transpose.No, right.View, Transpose.Yes, beta, velocity);
    }

    /// <summary>The derivative of the field along a direction, with the products of the point already in place.</summary>
    private void ApplyAt(ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        int last = Shape.Layers - 1;
        for (int p = last; p > 0; p--)
        {
            kernels.Multiply(1, afterDot[p].View, Transpose.No, Shape.Layer(y, p), Transpose.No, 0, afterDot[p - 1].View);
            kernels.Multiply(1, after[p].View, Transpose.No, Shape.Layer(direction, p), Transpose.No, 1, afterDot[p - 1].View);
        }
        for (int p = 0; p < last; p++)
        {
            kernels.Multiply(1, Shape.Layer(y, p), Transpose.No, beforeDot[p].View, Transpose.No, 0, beforeDot[p + 1].View);
            kernels.Multiply(1, Shape.Layer(direction, p), Transpose.No, before[p].View, Transpose.No, 1, beforeDot[p + 1].View);
        }
        kernels.Multiply(1, Shape.Layer(y, last), Transpose.No, beforeDot[last].View, Transpose.No, 0, xDot.View);
        kernels.Multiply(1, Shape.Layer(direction, last), Transpose.No, before[last].View, Transpose.No, 1, xDot.View);
        Loss.ApplyHessian(x.View, xDot.View, gradientDot.View);
        for (int p = 0; p <= last; p++)
        {
            MatrixView layer = Shape.Layer(product, p);
            AddLayerVelocity(p, afterDot[p], gradient, before[p], 0, layer);
            AddLayerVelocity(p, after[p], gradientDot, before[p], 1, layer);
            AddLayerVelocity(p, after[p], gradient, beforeDot[p], 1, layer);
        }
    }
}
