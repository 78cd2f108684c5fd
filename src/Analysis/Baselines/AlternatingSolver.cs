using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Minimises ½ Σ over observed entries (A·Bᵀ − T)² + (μ/2)(‖A‖² + ‖B‖²) over A and B in turn, with momentum.</summary>
/// <remarks>
/// Where the objective rises, or hardly falls, momentum starts afresh and A and B take equal shares of the singular values of A·Bᵀ, which lowers the ridge
/// and leaves the product. Cost of a sweep: |Ω|k² and (m + n)k³. Source: [HMLZ15] §2 and its balanced factors; [BT09] section 4, [OC15] section 3.2 (momentum, restarts).
/// </remarks>
internal sealed class AlternatingSolver
{
    private readonly (int Partner, double Value)[][] rows, columns;
    private readonly double ridge;
    private readonly ILuFactorization lu;

    // Column i is row i of A, or B, so that it lies in one piece.
    private Matrix a, b;

    /// <summary>Starts from the leading singular terms of what is observed, zeros elsewhere.</summary>
    public AlternatingSolver(Matrix data, Mask observed, int rank, double ridge)
    {
        this.ridge = ridge;
        lu = DenseKernels.Default.Lu(rank);
        List<(int, double)>[] byRow = Lists(data.Rows), byColumn = Lists(data.Columns);
        Matrix seen = new(data.Rows, data.Columns);
        foreach ((int i, int j) in observed.Entries)
        {
            double value = data[i, j];
            seen[i, j] = value;
            byRow[i].Add((j, value));
            byColumn[j].Add((i, value));
        }
        rows = [.. byRow.Select(row => row.ToArray())];
        columns = [.. byColumn.Select(column => column.ToArray())];
        SingularFactors factors = SingularFactors.Of(seen.View);
        a = Shares(factors.Left, factors.Sigma, rank);
        b = Shares(factors.Right, factors.Sigma, rank);
    }

    /// <summary>A·Bᵀ, m × n, in memory of its own.</summary>
    public Matrix Estimate
    {
        get
        {
            Matrix product = new(a.Columns, b.Columns);
            DenseKernels.Default.Multiply(1, a.View, Transpose.Yes, b.View, Transpose.No, 0, product.View);
            return product;
        }
    }

    /// <summary>Sweeps until one without momentum changes the objective by no more than a part of it.</summary>
    /// <returns>The relative change in the last sweep: at most the tolerance, or more where the sweeps ran out.</returns>
    public double Solve(double tolerance, int mostSweeps)
    {
        Matrix before = Matrix.CopyOf(b.View);
        double momentum = 1, objective = double.PositiveInfinity, change = double.PositiveInfinity;
        for (int sweep = 0; sweep < mostSweeps; sweep++)
        {
            Improve(a, b, rows);
            Improve(b, a, columns);
            double next = Objective();
            change = double.IsPositiveInfinity(objective) ? objective : Math.Abs(objective - next) / Math.Max(next, double.Epsilon);
            bool plain = momentum == 1, settled = change <= tolerance, stop = settled || next > objective;
            if (plain && settled)
            {
                break;
            }
            objective = next;
            if (plain || stop)
            {
                Balance();
                b.Data.CopyTo(before.Data);
            }
            double grown = stop ? 1 : (1 + Math.Sqrt(1 + (4 * momentum * momentum))) / 2;
            double part = stop ? 0 : (momentum - 1) / grown;
            momentum = grown;

            // b + part·(b − before), and b is the next one before.
            VectorOperations.Scale(-part, before.Data);
            VectorOperations.AddScaled(1 + part, b.Data, before.Data);
            (b, before) = (before, b);
        }
        return change;
    }

    private double Objective()
    {
        double sum = ridge * (VectorOperations.Dot(a.Data, a.Data) + VectorOperations.Dot(b.Data, b.Data));
        for (int i = 0; i < rows.Length; i++)
        {
            foreach ((int j, double value) in rows[i])
            {
                double miss = VectorOperations.Dot(a.View.Column(i), b.View.Column(j)) - value;
                sum += miss * miss;
            }
        }
        return sum / 2;
    }

    /// <summary>A and B ← U√σ and V√σ of A·Bᵀ = U·diag(σ)·Vᵀ.</summary>
    private void Balance()
    {
        int rank = a.Rows;
        SingularFactors left = SingularFactors.Of(a.View), right = SingularFactors.Of(b.View);
        Matrix core = new(rank, rank);
        for (int k = 0; k < rank; k++)
        {
            VectorOperations.Scale(left.Sigma[k], left.Left.View.Column(k));
            VectorOperations.Scale(right.Sigma[k], right.Left.View.Column(k));
        }
        DenseKernels.Default.Multiply(1, left.Left.View, Transpose.Yes, right.Left.View, Transpose.No, 0, core.View);
        SingularFactors middle = SingularFactors.Of(core.View);
        a = Shares(Product(left.Right, middle.Left), middle.Sigma, rank);
        b = Shares(Product(right.Right, middle.Right), middle.Sigma, rank);
    }

    /// <summary>Each column of the target solves its own ridge regression on the columns of the other that it is observed with.</summary>
    private void Improve(Matrix target, Matrix other, (int Partner, double Value)[][] observed)
    {
        int rank = target.Rows;
        Matrix normal = new(rank, rank);
        for (int i = 0; i < target.Columns; i++)
        {
            normal.Data.Clear();
            Span<double> solution = target.View.Column(i);
            solution.Clear();
            foreach ((int j, double value) in observed[i])
            {
                ReadOnlySpan<double> regressor = other.View.Column(j);
                for (int k = 0; k < rank; k++)
                {
                    double factor = regressor[k];
                    solution[k] += value * factor;
                    Span<double> column = normal.View.Column(k);
                    for (int l = k; l < regressor.Length; l++)
                    {
                        column[l] += factor * regressor[l];
                    }
                }
            }
            for (int k = 0; k < rank; k++)
            {
                normal[k, k] += ridge;
                for (int l = 0; l < k; l++)
                {
                    normal[l, k] = normal[k, l];
                }
            }
            if (!lu.TryFactor(normal.View))
            {
                throw new ArithmeticException("The normal equations of a ridge regression are singular: the data are not finite.");
            }
            lu.Solve(normal.View, solution);
        }
    }

    /// <summary>√σ times the leading columns, as rows.</summary>
    private static Matrix Shares(Matrix vectors, ReadOnlySpan<double> sigma, int rank)
    {
        Matrix shares = new(rank, vectors.Rows);
        for (int i = 0; i < vectors.Rows; i++)
        {
            for (int k = 0; k < rank; k++)
            {
                shares[k, i] = Math.Sqrt(sigma[k]) * vectors[i, k];
            }
        }
        return shares;
    }

    private static Matrix Product(Matrix left, Matrix right)
    {
        Matrix product = new(left.Rows, right.Columns);
        DenseKernels.Default.Multiply(1, left.View, Transpose.No, right.View, Transpose.No, 0, product.View);
        return product;
    }

    private static List<(int, double)>[] Lists(int count) => [.. Enumerable.Range(0, count).Select(_ => new List<(int, double)>())];
}
