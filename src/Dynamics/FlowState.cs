using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A point of a trajectory with what its quantities share, computed once into memory that is used again.</summary>
/// <remarks>
/// X = Left·diag(e^LogSigma)·Rightᵀ with orthonormal columns; modes descend. A flow fills it, quantities read it. Where the loss can do with
/// thin factors, X and E′(X) are formed for whoever reads them and not before: a point of few modes then takes (m + n)·modes numbers.
/// </remarks>
public sealed class FlowState
{
    /// <summary>The most entries that X may have for verdicts and results to form it where the modes would do: 80 megabytes a matrix.</summary>
    public const long LargestFormed = 10_000_000;

    private readonly double[] logSigma;
    private readonly double[] layers;
    private Matrix? endToEnd;
    private Matrix? gradient;
    private Matrix? scaledLeft;
    private bool isEndToEndStale;
    private bool isGradientStale;

    /// <summary>Memory for the modes of m × n matrices, and for layers with so many entries in all.</summary>
    public FlowState(int rows, int columns, int modes, int layers = 0)
    {
        Left = new(rows, modes);
        Right = new(columns, modes);
        logSigma = new double[modes];
        this.layers = new double[layers];
    }

    /// <summary>Time, in the rescaled clock.</summary>
    public double Time { get; set; }

    /// <summary>m.</summary>
    public int Rows => Left.Rows;

    /// <summary>n.</summary>
    public int Columns => Right.Rows;

    /// <summary>X, m × n. Cost where the point is given by its modes: m·n·modes, once a point.</summary>
    public Matrix EndToEnd
    {
        get
        {
            endToEnd ??= new(Rows, Columns);
            if (isEndToEndStale)
            {
                DenseKernels.Default.Multiply(1, ScaledLeft.View, Transpose.No, Right.View, Transpose.Yes, 0, endToEnd.View);
                isEndToEndStale = false;
            }
            return endToEnd;
        }
    }

    /// <summary>E′(X), m × n. Cost where the point is given by its modes: that of X and of the loss, once a point.</summary>
    public Matrix Gradient
    {
        get
        {
            gradient ??= new(Rows, Columns);
            if (isGradientStale)
            {
                Factored!.Gradient(EndToEnd.View, gradient.View);
                isGradientStale = false;
            }
            return gradient;
        }
    }

    /// <summary>E(X).</summary>
    public double Loss { get; set; }

    /// <summary>Left singular vectors, m × modes.</summary>
    public Matrix Left { get; }

    /// <summary>Right singular vectors, n × modes.</summary>
    public Matrix Right { get; }

    /// <summary>Left·diag(σ), m × modes; only where the point is given by its modes.</summary>
    public Matrix ScaledLeft => scaledLeft ??= new(Rows, Modes);

    /// <summary>ln σᵢ, descending; −∞ where σᵢ = 0.</summary>
    public Span<double> LogSigma => logSigma;

    /// <summary>The layers as a flat state, where the flow's coordinates are layers (<see cref="GradientFlow.NewState"/> makes room for them); else empty.</summary>
    public Span<double> Layers => layers;

    /// <summary>The largest ‖W_{p+1}ᵀW_{p+1} − W_pW_pᵀ‖_F over the layers, of the balanced lift where there are no layers; NaN for one layer.</summary>
    public double Imbalance { get; set; }

    /// <summary>Number of modes.</summary>
    public int Modes => logSigma.Length;

    /// <summary>Whether there is no mode, or one with σᵢ = 0: off the matrices whose rank is the number of modes.</summary>
    public bool HasLostModes => Modes == 0 || double.IsNegativeInfinity(logSigma[^1]);

    /// <summary>The loss, where the point is given by its modes alone and the loss answers by thin factors; null where X and E′(X) have been filled in.</summary>
    public IFactoredLoss? Factored { get; private set; }

    /// <summary>Whether memory was taken for X or E′(X).</summary>
    public bool IsFormed => endToEnd is not null || gradient is not null;

    /// <summary>Whether the point is given by its modes and X has more than <see cref="LargestFormed"/> entries.</summary>
    public bool IsTooLargeToForm => Factored is not null && (long)Rows * Columns > LargestFormed;

    /// <summary>‖X‖_F.</summary>
    public double Norm => Factored is null ? VectorOperations.EuclideanNorm(EndToEnd.Data) : VectorOperations.EuclideanNorm(ScaledLeft.Data);

    /// <summary>‖E′(X)‖_F.</summary>
    public double GradientNorm => Factored?.GradientNorm(ScaledLeft.View, Right.View) ?? VectorOperations.EuclideanNorm(Gradient.Data);

    /// <summary>σᵢ, counted from 0.</summary>
    public double Sigma(int mode) => Math.Exp(logSigma[mode]);

    /// <summary>X in a row and a column.</summary>
    public double Entry(int row, int column)
    {
        if (Factored is null)
        {
            return EndToEnd[row, column];
        }
        double sum = 0;
        for (int k = 0; k < Modes; k++)
        {
            sum += ScaledLeft[row, k] * Right[column, k];
        }
        return sum;
    }

    /// <summary>Says that frames and singular values, now filled in, are the whole point: X and E′(X) follow from them when somebody reads them.</summary>
    public void GiveByModes(IFactoredLoss loss)
    {
        Factored = loss;
        (isEndToEndStale, isGradientStale) = (true, true);
        for (int j = 0; j < Modes; j++)
        {
            VectorOperations.Scale(Sigma(j), Left.View.Column(j), ScaledLeft.View.Column(j));
        }
    }

    /// <summary>gradientRight ← E′(X)·right and leftGradient ← E′(X)ᵀ·left, by thin factors where the point is given by its modes.</summary>
    /// <remarks>Shape: left m × r, right n × r, gradientRight m × r, leftGradient n × r.</remarks>
    public void ApplyGradient(ReadOnlyMatrixView left, ReadOnlyMatrixView right, MatrixView gradientRight, MatrixView leftGradient)
    {
        if (Factored is not null)
        {
            Factored.ApplyGradient(ScaledLeft.View, Right.View, left, right, gradientRight, leftGradient);
            return;
        }
        DenseKernels.Default.Multiply(1, Gradient.View, Transpose.No, right, Transpose.No, 0, gradientRight);
        DenseKernels.Default.Multiply(1, Gradient.View, Transpose.Yes, left, Transpose.No, 0, leftGradient);
    }

    /// <summary>‖X − Y‖_F for the X of another point. Error: a few ε of the larger norm.</summary>
    public double DistanceTo(FlowState other)
    {
        ArgumentNullException.ThrowIfNull(other);
        int modes = Modes + other.Modes;
        if (Factored is not null && other.Factored is not null && modes <= Math.Min(Rows, Columns))
        {
            // X − Y = [A, −C]·[B, D]ᵀ. From the two triangular factors the difference keeps its digits, from Gram matrices half of them.
            Matrix left = Triangle(ScaledLeft, other.ScaledLeft, -1), right = Triangle(Right, other.Right, 1), product = new(modes, modes);
            DenseKernels.Default.Multiply(1, left.View, Transpose.No, right.View, Transpose.Yes, 0, product.View);
            return VectorOperations.EuclideanNorm(product.Data);
        }
        double sum = 0;
        ReadOnlySpan<double> x = EndToEnd.Data, y = other.EndToEnd.Data;
        for (int k = 0; k < x.Length; k++)
        {
            double difference = x[k] - y[k];
            sum += difference * difference;
        }
        return Math.Sqrt(sum);
    }

    /// <summary>A point with memory of its own.</summary>
    public FlowState Copy()
    {
        FlowState copy = new(Rows, Columns, Modes, layers.Length) { Time = Time, Loss = Loss, Imbalance = Imbalance };
        Left.Data.CopyTo(copy.Left.Data);
        Right.Data.CopyTo(copy.Right.Data);
        LogSigma.CopyTo(copy.LogSigma);
        Layers.CopyTo(copy.Layers);
        if (Factored is not null)
        {
            copy.GiveByModes(Factored);
            return copy;
        }
        EndToEnd.Data.CopyTo(copy.EndToEnd.Data);
        Gradient.Data.CopyTo(copy.Gradient.Data);
        return copy;
    }

    /// <summary>The triangular factor of [one, sign·other].</summary>
    private static Matrix Triangle(Matrix one, Matrix other, double sign)
    {
        Matrix both = new(one.Rows, one.Columns + other.Columns), triangle = new(both.Columns, both.Columns);
        one.Data.CopyTo(both.Data);
        VectorOperations.Scale(sign, other.Data, both.Data[one.Data.Length..]);
        QrFactorization qr = new(both.Rows, both.Columns);
        if (!qr.TryFactor(both.View))
        {
            triangle.View.Fill(double.NaN);
            return triangle;
        }
        qr.FormR(triangle.View);
        return triangle;
    }
}
