namespace DlnDynamics.Integrators;

/// <summary>The recent past of a trajectory as backward differences of the newest point, for some spacing in time that the owner keeps.</summary>
/// <remarks>
/// Differences 0 to k stand for the polynomial through the points at 0, −1, …, −k spacings; those of orders k + 1 and k + 2 serve the choice
/// of the order. Source: [SR97] §2.2 for the change of spacing.
/// </remarks>
internal sealed class BackwardDifferences
{
    private const int Count = DifferentiationFormula.HighestOrder + 3;

    private readonly int n;
    private readonly double[] columns;
    private readonly int[] offsets = new int[Count];
    private readonly double[] weights = new double[Count];
    private readonly double[] values = new double[Count * Count];

    public BackwardDifferences(int dimension)
    {
        n = dimension;
        columns = new double[checked(Count * n)];
        for (int j = 0; j < Count; j++)
        {
            offsets[j] = j * n;
        }
    }

    /// <summary>The j-th backward difference; the 0-th is the newest point.</summary>
    public Span<double> this[int j] => columns.AsSpan(offsets[j], n);

    /// <summary>Forgets everything.</summary>
    public void Clear() => columns.AsSpan().Clear();

    /// <summary>The differences of the same polynomial of degree k for a spacing that is <paramref name="ratio"/> times as long.</summary>
    public void FillRescaled(BackwardDifferences source, int k, double ratio)
    {
        source[0].CopyTo(this[0]);
        for (int i = 0; i <= k; i++)
        {
            for (int m = 0; m <= k; m++)
            {
                values[i * Count + m] = Basis(m, -ratio * i);
            }
        }
        for (int j = 1; j <= k; j++)
        {
            // Of the basis polynomials, those of degree below j have no j-th difference.
            for (int i = k; i >= j; i--)
            {
                for (int m = j; m <= k; m++)
                {
                    values[i * Count + m] = values[(i - 1) * Count + m] - values[i * Count + m];
                }
            }
            CombineRow(source, j, k);
        }
        VectorPass.Blend(Math.Pow(ratio, k + 1), source[k + 1], 0, source[k + 1], this[k + 1]);
    }

    /// <summary>What the polynomial of degree k becomes when time moves on by theta spacings and the newest point lies off it by a correction.</summary>
    /// <remarks>The new polynomial takes the old one's values at the points 1, …, k spacings before the newest: the spacing, and with it the past, stays.</remarks>
    public void Shift(int k, double theta, ReadOnlySpan<double> correction)
    {
        for (int j = 0; j <= k; j++)
        {
            for (int m = j; m <= k; m++)
            {
                weights[m] = Basis(m - j, theta);
            }
            VectorPass.Combine(correction, weights.AsSpan(j, k + 1 - j), columns, offsets.AsSpan(j), this[j]);
        }
    }

    /// <summary>A whole step of one spacing at order k, whose newest point lies off the predictor by a correction.</summary>
    public void Advance(int k, ReadOnlySpan<double> correction)
    {
        VectorPass.Blend(1, correction, -1, this[k + 1], this[k + 2]);
        correction.CopyTo(this[k + 1]);
        for (int j = k; j >= 0; j--)
        {
            VectorPass.Blend(1, this[j], 1, this[j + 1], this[j]);
        }
    }

    /// <summary>point ← the polynomial of degree k, x spacings after the newest point.</summary>
    public void Evaluate(int k, double x, Span<double> point)
    {
        for (int m = 1; m <= k; m++)
        {
            weights[m] = Basis(m, x);
        }
        VectorPass.Combine(this[0], weights.AsSpan(1, k), columns, offsets.AsSpan(1), point);
    }

    /// <summary>sum ← Σⱼ weightsOf[j]·∇ʲ for j from 1 to k.</summary>
    public void Sum(int k, ReadOnlySpan<double> weightsOf, Span<double> sum) =>
        VectorPass.Combine([], weightsOf.Slice(1, k), columns, offsets.AsSpan(1), sum);

    /// <summary>Takes the differences of k + 1 points, the newest first.</summary>
    public void FillFromPoints(int k, ReadOnlySpan<double> points)
    {
        points[..((k + 1) * n)].CopyTo(columns);
        FlipBetweenPointsAndDifferences(k);
    }

    /// <summary>Projects the points of the polynomial of degree k, and takes their differences again; the newest point is given, already projected.</summary>
    public void Project(int k, ReadOnlySpan<double> newest, IStateProjection projection)
    {
        FlipBetweenPointsAndDifferences(k);
        newest.CopyTo(this[0]);
        for (int i = 1; i <= k; i++)
        {
            projection.TryProject(this[i], 0);
        }
        FlipBetweenPointsAndDifferences(k);
    }

    /// <summary>Carries differences 0 to <paramref name="last"/>.</summary>
    public void Exchange(StateTransfer transfer, int last)
    {
        for (int j = 0; j <= last; j++)
        {
            transfer.Pass(this[j]);
        }
    }

    /// <summary>x(x + 1)⋯(x + m − 1)/m!: the polynomial whose m-th backward difference is 1 and which is zero at 0, −1, …, 1 − m.</summary>
    private static double Basis(int m, double x)
    {
        double product = 1;
        for (int i = 0; i < m; i++)
        {
            product *= (x + i) / (i + 1);
        }
        return product;
    }

    private void CombineRow(BackwardDifferences source, int j, int k)
    {
        for (int m = j; m <= k; m++)
        {
            weights[m] = values[j * Count + m];
        }
        VectorPass.Combine([], weights.AsSpan(j, k + 1 - j), source.columns, source.offsets.AsSpan(j), this[j]);
    }

    /// <summary>Column j ← Σᵢ (−1)ⁱ·binomial(j, i)·column i: its own inverse.</summary>
    private void FlipBetweenPointsAndDifferences(int k)
    {
        for (int j = k; j >= 1; j--)
        {
            double binomial = 1;
            for (int i = 0; i <= j; i++)
            {
                weights[i] = i % 2 == 0 ? binomial : -binomial;
                binomial = binomial * (j - i) / (i + 1);
            }
            VectorPass.Combine([], weights.AsSpan(0, j + 1), columns, offsets, this[j]);
        }
    }
}
