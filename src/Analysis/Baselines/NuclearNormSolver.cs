using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Minimises ½ Σ over observed entries (X − T)² + λ‖X‖_* for one λ after another, each from where the one before ended.</summary>
/// <remarks>
/// Proximal gradient steps of length 1, the largest the observed part allows, with momentum that starts afresh where it points uphill.
/// Source: [BT09] section 4 (FISTA), [OC15] section 3.2 (the gradient rule for restarts), [MHT10] (its step).
/// </remarks>
internal sealed class NuclearNormSolver
{
    private readonly Matrix data, point, filled, turned;
    private readonly (int Row, int Column)[] entries;

    // Singular vectors on the shorter side, of the iterate before: in their frame a matrix is almost orthogonal, and its decomposition takes few rotations.
    private Matrix frame;

    /// <summary>Starts at X = 0.</summary>
    public NuclearNormSolver(Matrix data, Mask observed)
        : this(data, observed, new(data.Rows, data.Columns))
    {
    }

    /// <summary>Starts at an X, which is copied.</summary>
    public NuclearNormSolver(Matrix data, Mask observed, Matrix start)
    {
        bool wide = data.Columns > data.Rows;
        this.data = wide ? Transposed(data) : data;
        entries = [.. observed.Entries.Select(entry => wide ? (entry.Column, entry.Row) : entry)];
        Wide = wide;
        Tall = wide ? Transposed(start) : Matrix.CopyOf(start.View);
        point = new(Tall.Rows, Tall.Columns);
        filled = new(Tall.Rows, Tall.Columns);
        turned = new(Tall.Rows, Tall.Columns);
        frame = new(Tall.Columns, Tall.Columns);
        for (int j = 0; j < frame.Columns; j++)
        {
            frame[j, j] = 1;
        }
    }

    /// <summary>X, m × n, in memory of its own.</summary>
    public Matrix Estimate => Wide ? Transposed(Tall) : Matrix.CopyOf(Tall.View);

    /// <summary>Number of singular values that the last step left above 0.</summary>
    public int Rank { get; private set; }

    private Matrix Tall { get; set; }

    private bool Wide { get; }

    /// <summary>Solves for one λ.</summary>
    /// <param name="penalty">λ.</param>
    /// <param name="tolerance">Ends where the observed residual T − X is within this part of λ, by the Frobenius norm, of λ times a subgradient of the nuclear norm.</param>
    /// <param name="mostSteps">Ends here at the latest.</param>
    /// <returns>By what part of λ the condition is missed: at most the tolerance, or more where the steps ran out.</returns>
    public double Solve(double penalty, double tolerance, int mostSteps)
    {
        Tall.Data.CopyTo(point.Data);
        double momentum = 1, missed = double.PositiveInfinity;
        for (int step = 0; step < mostSteps; step++)
        {
            Matrix next = Step(penalty);

            // A step and the move since the last one, as they enter the next point.
            VectorOperations.AddScaled(-1, next.Data, point.Data);
            VectorOperations.Scale(-1, Tall.Data);
            VectorOperations.AddScaled(1, next.Data, Tall.Data);
            missed = VectorOperations.EuclideanNorm(point.Data) / penalty;
            bool uphill = VectorOperations.Dot(point.Data, Tall.Data) > 0;
            double grown = uphill ? 1 : (1 + Math.Sqrt(1 + (4 * momentum * momentum))) / 2;
            double part = uphill ? 0 : (momentum - 1) / grown;
            momentum = grown;
            next.Data.CopyTo(point.Data);
            VectorOperations.AddScaled(part, Tall.Data, point.Data);
            Tall = next;
            if (missed <= tolerance)
            {
                break;
            }
        }
        return missed;
    }

    /// <summary>The point, filled with what is observed, its singular values shrunk by λ.</summary>
    private Matrix Step(double penalty)
    {
        point.Data.CopyTo(filled.Data);
        foreach ((int i, int j) in entries)
        {
            filled[i, j] = data[i, j];
        }
        DenseKernels.Default.Multiply(1, filled.View, Transpose.No, frame.View, Transpose.No, 0, turned.View);
        SingularFactors factors = SingularFactors.Of(turned.View);
        Matrix right = new(frame.Rows, frame.Columns), result = new(Tall.Rows, Tall.Columns);
        DenseKernels.Default.Multiply(1, frame.View, Transpose.No, factors.Right.View, Transpose.No, 0, right.View);
        frame = right;
        Rank = 0;
        while (Rank < factors.Sigma.Length && factors.Sigma[Rank] > penalty)
        {
            VectorOperations.Scale(factors.Sigma[Rank] - penalty, factors.Left.View.Column(Rank));
            Rank++;
        }
        DenseKernels.Default.Multiply(
            1, factors.Left.View.Block(0, 0, Tall.Rows, Rank), Transpose.No, right.View.Block(0, 0, Tall.Columns, Rank), Transpose.Yes, 0, result.View);
        return result;
    }

    private static Matrix Transposed(Matrix matrix)
    {
        Matrix transposed = new(matrix.Columns, matrix.Rows);
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                transposed[j, i] = matrix[i, j];
            }
        }
        return transposed;
    }
}
