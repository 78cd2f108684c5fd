using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>An m × n matrix of exact rank r by its singular values, kept as logarithms, and singular vectors: where a geometry is asked for.</summary>
/// <remarks>X = Left·diag(e^LogSigma)·Rightᵀ. Immutable; in memory of its own.</remarks>
public sealed class SpectralPoint
{
    private readonly double[] logSigma;

    /// <summary>Takes the memory over: orthonormal columns, logarithms descending and finite.</summary>
    internal SpectralPoint(Matrix left, double[] logSigma, Matrix right)
    {
        Left = left;
        Right = right;
        this.logSigma = logSigma;
        Stratum = new(left.Rows, right.Rows, logSigma.Length);
    }

    /// <summary>U, m × r, orthonormal columns.</summary>
    public Matrix Left { get; }

    /// <summary>V, n × r, orthonormal columns.</summary>
    public Matrix Right { get; }

    /// <summary>ln σᵢ, descending and finite.</summary>
    public ReadOnlySpan<double> LogSigma => logSigma;

    /// <summary>Shape and rank.</summary>
    public RankStratum Stratum { get; }

    /// <summary>A matrix, with singular values up to round-off taken as exact zeros.</summary>
    /// <param name="x">X.</param>
    /// <param name="roundOff">What part of the largest singular value counts as zero; null: max(m, n)·ε.</param>
    /// <exception cref="ArgumentException">The matrix is empty or not finite, or its largest singular value exceeds the numbers.</exception>
    public static SpectralPoint Of(Matrix x, double? roundOff = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        SingularFactors factors = SingularFactors.Of(x.View);
        if (!VectorOperations.AllFinite(factors.Sigma))
        {
            throw new ArgumentException("The largest singular value exceeds the numbers, though no entry does: divide the matrix by a power of 2.", nameof(x));
        }
        int rank = factors.RankAbove(roundOff ?? Math.Max(x.Rows, x.Columns) * Math.ScaleB(1, -52));
        double[] logarithms = new double[rank];
        for (int i = 0; i < rank; i++)
        {
            logarithms[i] = Math.Log(factors.Sigma[i]);
        }
        return new(
            Matrix.CopyOf(factors.Left.View.Block(0, 0, x.Rows, rank)), logarithms, Matrix.CopyOf(factors.Right.View.Block(0, 0, x.Columns, rank)));
    }

    /// <summary>The positive modes of a point of a trajectory, however small.</summary>
    public static SpectralPoint Of(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        int rank = 0;
        while (rank < point.Modes && !double.IsNegativeInfinity(point.LogSigma[rank]))
        {
            rank++;
        }
        return new(
            Matrix.CopyOf(point.Left.View.Block(0, 0, point.Left.Rows, rank)), point.LogSigma[..rank].ToArray(),
            Matrix.CopyOf(point.Right.View.Block(0, 0, point.Right.Rows, rank)));
    }

    /// <summary>X itself. Error: a few ε of σ₁ in an entry; 0 for modes below e^(−745).</summary>
    public Matrix ToMatrix() => AlongModes([.. logSigma.Select(Math.Exp)]);

    /// <summary>U·diag(values)·Vᵀ: a tangent vector along which only the singular values move.</summary>
    public Matrix AlongModes(ReadOnlySpan<double> values)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(values.Length, logSigma.Length, nameof(values));
        Matrix scaled = Matrix.CopyOf(Left.View), z = new(Stratum.Rows, Stratum.Columns);
        for (int i = 0; i < values.Length; i++)
        {
            VectorOperations.Scale(values[i], scaled.View.Column(i));
        }
        DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, Right.View, Transpose.Yes, 0, z.View);
        return z;
    }
}
