using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>E(X) = ½‖Y − X·A‖²_F: linear regression of outputs Y (m × p) on inputs A (n × p), one column a sample. Inputs need not be white.</summary>
/// <remarks>
/// Gradient (X·A − Y)Aᵀ; Hessian Z ↦ Z·A·Aᵀ. With A = L·Q, L n × n lower triangular and Q's rows orthonormal, E = ½‖X·L − Y·Qᵀ‖² + ½‖Y − Y·QᵀQ‖²:
/// no sum of squares is taken apart, so E is accurate to its last digits near the minimum, and the samples are read once.
/// Cost: m·n² a call, whatever the number of samples. Source: [BRTW20].
/// </remarks>
public sealed class RegressionLoss : IDistanceLoss
{
    private readonly Matrix factor;
    private readonly Matrix projected;

    /// <summary>A loss on samples.</summary>
    /// <exception cref="ArgumentException">The numbers of samples differ, there is none, or an entry is NaN or infinite.</exception>
    public RegressionLoss(Matrix outputs, Matrix inputs)
    {
        ArgumentNullException.ThrowIfNull(outputs);
        ArgumentNullException.ThrowIfNull(inputs);
        if (outputs.Columns != inputs.Columns || inputs.Columns == 0)
        {
            throw new ArgumentException($"The outputs are of {outputs.Columns} samples, the inputs of {inputs.Columns}: one column a sample in both.", nameof(outputs));
        }
        if (!VectorOperations.AllFinite(outputs.Data) || !VectorOperations.AllFinite(inputs.Data))
        {
            throw new ArgumentException("An entry of the inputs or outputs is not a finite number.", nameof(outputs));
        }
        int n = inputs.Rows, p = inputs.Columns, padded = Math.Max(n, p);

        // Fewer samples than inputs: rows of zeros make Aᵀ tall enough, and leave E as it is.
        Matrix samples = new(padded, n), q = new(padded, n), r = new(n, n), wanted = new(outputs.Rows, padded);
        TransposedLoss.TransposeInto(inputs.View, samples.View.Block(0, 0, p, n));
        ((ReadOnlyMatrixView)outputs.View).CopyTo(wanted.View.Block(0, 0, outputs.Rows, p));
        QrFactorization factorization = new(padded, n);
        if (!factorization.TryFactor(samples.View))
        {
            throw new ArgumentException("The inputs are too large for a QR factorization in double precision.", nameof(inputs));
        }
        factorization.FormQ(q.View);
        factorization.FormR(r.View);
        factor = new(n, n);
        TransposedLoss.TransposeInto(r.View, factor.View);
        projected = new(outputs.Rows, n);
        DenseKernels.Default.Multiply(1, wanted.View, Transpose.No, q.View, Transpose.No, 0, projected.View);
        DenseKernels.Default.Multiply(-1, projected.View, Transpose.No, q.View, Transpose.Yes, 1, wanted.View);
        double unexplained = VectorOperations.EuclideanNorm(wanted.Data);
        LeastLoss = 0.5 * unexplained * unexplained;
    }

    /// <summary>The linear autoencoder, ½‖A − X·A‖²_F.</summary>
    public static RegressionLoss Autoencoder(Matrix data) => new(data, data);

    /// <inheritdoc/>
    public int Rows => projected.Rows;

    /// <inheritdoc/>
    public int Columns => projected.Columns;

    /// <summary>½‖Y − Y·QᵀQ‖²: what no X can explain, the least value of E over all matrices where A has full row rank.</summary>
    public double LeastLoss { get; }

    /// <summary>L, n × n lower triangular, with A·Aᵀ = L·Lᵀ.</summary>
    public Matrix Factor => factor;

    /// <summary>Y·Qᵀ, m × n: E is least where X·L comes closest to it.</summary>
    public Matrix Projected => projected;

    /// <inheritdoc/>
    public double Value(ReadOnlyMatrixView x)
    {
        double sum = 0;
        for (int j = 0; j < Columns; j++)
        {
            ReadOnlySpan<double> weights = factor.View.Column(j);
            for (int i = 0; i < Rows; i++)
            {
                double residual = -projected[i, j];
                for (int k = j; k < weights.Length; k++)
                {
                    residual += x[i, k] * weights[k];
                }
                sum += residual * residual;
            }
        }
        return LeastLoss + 0.5 * sum;
    }

    /// <inheritdoc/>
    public void Gradient(ReadOnlyMatrixView x, MatrixView gradient)
    {
        TimesFactor(x, gradient);
        for (int j = 0; j < Columns; j++)
        {
            VectorOperations.AddScaled(-1, projected.View.Column(j), gradient.Column(j));
        }
        TimesFactorTransposed(gradient);
    }

    /// <inheritdoc/>
    public void ApplyHessian(ReadOnlyMatrixView x, ReadOnlyMatrixView direction, MatrixView product)
    {
        TimesFactor(direction, product);
        TimesFactorTransposed(product);
    }

    /// <summary>product ← z·L.</summary>
    private void TimesFactor(ReadOnlyMatrixView z, MatrixView product)
    {
        for (int j = 0; j < Columns; j++)
        {
            VectorOperations.Scale(factor[j, j], z.Column(j), product.Column(j));
            for (int k = j + 1; k < Columns; k++)
            {
                VectorOperations.AddScaled(factor[k, j], z.Column(k), product.Column(j));
            }
        }
    }

    /// <summary>matrix ← matrix·Lᵀ in place, from the last column on: each needs only itself and those before it.</summary>
    private void TimesFactorTransposed(MatrixView matrix)
    {
        for (int j = Columns - 1; j >= 0; j--)
        {
            VectorOperations.Scale(factor[j, j], matrix.Column(j));
            for (int k = 0; k < j; k++)
            {
                VectorOperations.AddScaled(factor[j, k], matrix.Column(k), matrix.Column(j));
            }
        }
    }
}
