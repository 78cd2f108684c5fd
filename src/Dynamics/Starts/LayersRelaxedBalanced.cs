using System.Collections.Immutable;

namespace DlnDynamics.Dynamics;

/// <summary>Layers with W_{p+1}ᵀW_{p+1} − W_pW_pᵀ = λ_p·I and the product of a balanced start: not balanced, yet X has a flow of its own.</summary>
/// <param name="EndToEnd">X(0), of any rank and scale.</param>
/// <param name="Imbalances">λ₁, …, λ_{N−1}; or one number, which then stands for all.</param>
/// <remarks>
/// Square X: all widths equal. Else the imbalances leave one choice of widths: n up to the layer with the smallest singular values, m from there
/// on. So two layers of m × n matrices have the hidden width m where λ &gt; 0, n where λ &lt; 0 (at λ = 0 either would do; it is m), and no other. Source: [MPG25]; [BDFS22].
/// </remarks>
public sealed record LayersRelaxedBalanced(IBalancedStart EndToEnd, params ImmutableArray<double> Imbalances) : ILayerStart
{
    /// <summary>The imbalances of a number of layers.</summary>
    /// <exception cref="ArgumentException">There are not so many of them.</exception>
    public RelaxedBalance BalanceOf(int layers)
    {
        if (layers < 2)
        {
            throw new ArgumentException("One layer has no imbalance: take a balanced start, or two layers or more.", nameof(layers));
        }
        return new(Imbalances.Length == 1 ? [.. Enumerable.Repeat(Imbalances[0], layers - 1)]
            : Imbalances.Length == layers - 1 ? Imbalances
            : throw new ArgumentException($"{layers} layers have {layers - 1} imbalances; {Imbalances.Length} are given. Give one number for all, or one for every two neighbours.", nameof(layers)));
    }

    /// <inheritdoc/>
    public NetworkShape ShapeOf(int rows, int columns, int layers) => BalanceOf(layers).ShapeOf(rows, columns);

    /// <inheritdoc/>
    public double[] StateOf(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        RelaxedBalance balance = BalanceOf(shape.Layers);
        NetworkShape only = balance.ShapeOf(shape.Rows, shape.Columns);
        return only.Widths.SequenceEqual(shape.Widths)
            ? RelaxedLift.Lift(balance, EndToEnd.At(shape.Rows, shape.Columns))
            : throw new ArgumentException(
                $"These imbalances exist at the widths [{string.Join(", ", only.Widths)}] alone, not at [{string.Join(", ", shape.Widths)}]: "
                + "elsewhere a layer has a kernel on which the imbalance is another number.", nameof(shape));
    }
}
