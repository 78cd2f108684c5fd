using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The numbers that a flow keeps when its loss sees only the entries of a mask: one for every connected component of it.</summary>
/// <remarks>
/// I_C = Σ over rows of C of f(XXᵀ)ᵢᵢ − Σ over columns of C of f(XᵀX)ⱼⱼ with f = (·)^(1/N), at N = ∞ the logarithm. Layers, balanced or
/// not, keep the same with W_N·W_Nᵀ and W₁ᵀ·W₁ in the places of f(XXᵀ) and f(XᵀX), which they are where layers are balanced. The numbers
/// of all components sum to zero, at N = ∞ too, so one component says nothing. Follows from d(W_N·W_Nᵀ)/dτ = −(1/N)(G·Xᵀ + X·Gᵀ) and
/// d(W₁ᵀ·W₁)/dτ = −(1/N)(Gᵀ·X + Xᵀ·G) [ACH18] §3: rows and columns of a component sum the same products G_ij·X_ij.
/// </remarks>
public sealed class MaskInvariants(MaskComponents components)
{
    private readonly double[] values = new double[components.Count];
    private readonly double[] sizes = new double[components.Count];

    /// <summary>I_C, a number a component, of what was read last.</summary>
    public ReadOnlySpan<double> Values => values;

    /// <summary>Sum of the absolute terms of each I_C: what its drift is relative to. At N = ∞ a logarithm counts 1 more than its size.</summary>
    public ReadOnlySpan<double> Sizes => sizes;

    /// <summary>Whether a flow keeps them, or lets them fall as <see cref="LayerRidgeFlow.InvariantDecay"/> says: that of a loss with a mask of more than one component.</summary>
    /// <remarks>
    /// Not at N = ∞ where X is singular or not square, for its logarithm does not exist, nor where the layers carry a ridge there, which takes from the logarithms
    /// by the second. The relaxed balanced flow keeps others, of its layers and not of powers of X; that of a free energy keeps none.
    /// </remarks>
    public static bool AreKept(GradientFlow problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        INetworkFlow field = problem.LossField;
        return field is { Loss: IMaskedLoss { Components.Count: > 1 } loss, DescendsLossAlone: true } and not RelaxedBalancedFlow
            && (!field.Depth.IsInfinite || (field == problem.Field && loss.Rows == loss.Columns && field.Modes == loss.Rows));
    }

    /// <summary>Reads a point with the memory of <see cref="GradientFlow.NewState"/>: its layers where the flow has layers, else its modes.</summary>
    public void Read(INetworkFlow field, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(field);
        ArgumentNullException.ThrowIfNull(point);
        if (field is LayerFlow layers)
        {
            Read(layers.Shape, point.Layers);
        }
        else
        {
            Read(field.Depth, point);
        }
    }

    /// <summary>The largest distance of a number from a multiple of what it was, relative to the larger of two sums of absolute terms: what is stated, and its own.</summary>
    /// <param name="start">What the numbers were.</param>
    /// <param name="terms">A sum of absolute terms for each.</param>
    /// <param name="left">The multiple: what the exact flow leaves of them.</param>
    public double Departure(ReadOnlySpan<double> start, ReadOnlySpan<double> terms, double left)
    {
        double largest = 0;
        for (int c = 0; c < values.Length; c++)
        {
            double change = Math.Abs(values[c] - left * start[c]);
            largest = Math.Max(largest, change == 0 ? 0 : change / Math.Max(terms[c], sizes[c]));
        }
        return largest;
    }

    /// <summary>Reads the balanced flow of a depth from its modes. Error: that of ln σ, times 2/N (N = ∞: 2), relative to <see cref="Sizes"/>.</summary>
    public void Read(Depth depth, FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        Clear();
        for (int k = 0; k < point.Modes; k++)
        {
            double log = 2 * point.LogSigma[k];
            double value = depth.IsInfinite ? log : Math.Exp(depth.Reciprocal * log);
            double size = depth.IsInfinite ? 1 + Math.Abs(log) : value;
            Add(1, value, size, point.Left.View.Column(k), components.OfRow.AsSpan());
            Add(-1, value, size, point.Right.View.Column(k), components.OfColumn.AsSpan());
        }
    }

    /// <summary>Reads the layers of a network, balanced or not, from its flat state.</summary>
    public void Read(NetworkShape shape, ReadOnlySpan<double> layers)
    {
        ArgumentNullException.ThrowIfNull(shape);
        Clear();
        ReadOnlyMatrixView last = shape.Layer(layers, shape.Layers - 1), first = shape.Layer(layers, 0);
        for (int k = 0; k < last.Columns; k++)
        {
            Add(1, 1, 1, last.Column(k), components.OfRow.AsSpan());
        }
        for (int j = 0; j < first.Columns; j++)
        {
            double square = VectorOperations.Dot(first.Column(j), first.Column(j));
            values[components.OfColumn[j]] -= square;
            sizes[components.OfColumn[j]] += square;
        }
    }

    private void Clear()
    {
        values.AsSpan().Clear();
        sizes.AsSpan().Clear();
    }

    private void Add(double sign, double value, double size, ReadOnlySpan<double> vector, ReadOnlySpan<int> component)
    {
        for (int i = 0; i < vector.Length; i++)
        {
            double share = vector[i] * vector[i];
            values[component[i]] += sign * value * share;
            sizes[component[i]] += size * share;
        }
    }
}
