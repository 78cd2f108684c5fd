using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A matrix X = Left·e^LogSize·Rightᵀ of exact rank r, kept by its factors so that no scale is too small to hold.</summary>
/// <remarks>Shape: Left m × r and Right n × r with orthonormal columns, LogSize r × r symmetric.</remarks>
public sealed class PolarFactors
{
    /// <summary>Factors of a matrix.</summary>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public PolarFactors(Matrix left, Matrix logSize, Matrix right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(logSize);
        ArgumentNullException.ThrowIfNull(right);
        if (left.Columns != logSize.Rows || logSize.Rows != logSize.Columns || right.Columns != logSize.Columns)
        {
            throw new ArgumentException($"Factors of {left.Columns}, {logSize.Rows} × {logSize.Columns} and {right.Columns} columns do not fit.", nameof(logSize));
        }
        Left = left;
        LogSize = logSize;
        Right = right;
    }

    /// <summary>U, m × r.</summary>
    public Matrix Left { get; }

    /// <summary>H, r × r.</summary>
    public Matrix LogSize { get; }

    /// <summary>R, n × r.</summary>
    public Matrix Right { get; }

    /// <summary>r.</summary>
    public int Rank => LogSize.Rows;

    /// <summary>scale·(orthonormal frames): every singular value equal.</summary>
    public static PolarFactors Scaled(Matrix left, double scale, Matrix right)
    {
        ArgumentNullException.ThrowIfNull(right);
        Matrix logSize = new(right.Columns, right.Columns);
        for (int i = 0; i < logSize.Rows; i++)
        {
            logSize[i, i] = Math.Log(scale);
        }
        return new(left, logSize, right);
    }

    /// <summary>The factors of a matrix, with singular values up to round-off (relative to the largest) taken as exact zeros.</summary>
    /// <exception cref="ArgumentException">The matrix is zero or not finite.</exception>
    public static PolarFactors Of(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        int modes = Math.Min(x.Rows, x.Columns);
        Matrix left = new(x.Rows, modes), right = new(x.Columns, modes);
        double[] sigma = new double[modes];
        if (!DenseKernels.Default.SingularValues(x.Rows, x.Columns).TryDecompose(x.View, left.View, sigma, right.View) || !(sigma[0] > 0))
        {
            throw new ArgumentException("A start must be a finite matrix that is not zero: the flow never leaves zero.", nameof(x));
        }
        double roundOff = Math.Max(x.Rows, x.Columns) * Math.ScaleB(1, -52) * sigma[0];
        int rank = sigma.Count(value => value > roundOff);
        Matrix logSize = Matrix.Diagonal([.. sigma.Take(rank).Select(value => Math.Log(value))]);
        return new(
            Matrix.CopyOf(left.View.Block(0, 0, x.Rows, rank)), logSize, Matrix.CopyOf(right.View.Block(0, 0, x.Columns, rank)));
    }

    /// <summary>X itself.</summary>
    public Matrix ToMatrix()
    {
        (Matrix scaled, double[] logSigma, Matrix right) = Modes();
        Matrix x = new(Left.Rows, Right.Rows);
        for (int j = 0; j < Rank; j++)
        {
            VectorOperations.Scale(Math.Exp(logSigma[j]), scaled.View.Column(j), scaled.View.Column(j));
        }
        DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, right.View, Transpose.Yes, 0, x.View);
        return x;
    }

    /// <summary>The singular vectors of X and the logarithms of its singular values, largest first; the caller owns them.</summary>
    internal (Matrix Left, double[] LogSigma, Matrix Right) Modes()
    {
        IDenseKernels kernels = DenseKernels.Default;
        (Matrix vectors, double[] logSigma) = Eigen();
        Matrix left = new(Left.Rows, Rank), right = new(Right.Rows, Rank);
        kernels.Multiply(1, Left.View, Transpose.No, vectors.View, Transpose.No, 0, left.View);
        kernels.Multiply(1, Right.View, Transpose.No, vectors.View, Transpose.No, 0, right.View);
        return (left, logSigma, right);
    }

    /// <summary>ln of the smallest singular value.</summary>
    public double SmallestLogSigma() => Eigen().LogSigma[^1];

    /// <summary>e^(power·H), r × r.</summary>
    internal Matrix Power(double power)
    {
        (Matrix vectors, double[] logSigma) = Eigen();
        Matrix scaled = Matrix.CopyOf(vectors.View), result = new(Rank, Rank);
        for (int j = 0; j < Rank; j++)
        {
            VectorOperations.Scale(Math.Exp(power * logSigma[j]), scaled.View.Column(j), scaled.View.Column(j));
        }
        DenseKernels.Default.Multiply(1, scaled.View, Transpose.No, vectors.View, Transpose.Yes, 0, result.View);
        return result;
    }

    private (Matrix Vectors, double[] LogSigma) Eigen()
    {
        Matrix vectors = new(Rank, Rank);
        double[] logSigma = new double[Rank];
        return DenseKernels.Default.SymmetricEigen(Rank).TryDecompose(LogSize.View, logSigma, vectors.View)
            ? (vectors, logSigma)
            : throw new ArgumentException("The logarithm of the start is not finite.");
    }
}
