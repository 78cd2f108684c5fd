using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The widths d₀, …, d_N of a network, and where each layer W_p (d_p × d_{p−1}) lies in the flat state, W₁ first.</summary>
public sealed class NetworkShape
{
    private readonly int[] offsets;

    /// <summary>A network with the given widths, inputs first.</summary>
    /// <exception cref="ArgumentException">Fewer than two widths, or a width below one.</exception>
    public NetworkShape(params ImmutableArray<int> widths)
    {
        if (widths.Length < 2 || widths.Any(width => width < 1))
        {
            throw new ArgumentException($"A network needs at least two widths, each at least 1; found [{string.Join(", ", widths)}].", nameof(widths));
        }
        Widths = widths;
        offsets = new int[Layers + 1];
        for (int p = 0; p < Layers; p++)
        {
            offsets[p + 1] = checked(offsets[p] + widths[p] * widths[p + 1]);
        }
    }

    /// <summary>d₀ = n (inputs), …, d_N = m (outputs).</summary>
    public ImmutableArray<int> Widths { get; }

    /// <summary>N, the number of layers.</summary>
    public int Layers => Widths.Length - 1;

    /// <summary>m, number of rows of X.</summary>
    public int Rows => Widths[^1];

    /// <summary>n, number of columns of X.</summary>
    public int Columns => Widths[0];

    /// <summary>Length of the flat state.</summary>
    public int Length => offsets[^1];

    /// <summary>The network from n inputs to m outputs whose hidden layers all have one width; null: min(m, n).</summary>
    public static NetworkShape Uniform(int rows, int columns, int layers, int? hidden = null) =>
        new([columns, .. Enumerable.Repeat(hidden ?? Math.Min(rows, columns), layers - 1), rows]);

    /// <summary>The network from n inputs to m outputs with given hidden widths, that of W₁'s outputs first.</summary>
    /// <exception cref="ArgumentException">There are not N − 1 of them, or one is below one.</exception>
    public static NetworkShape Hidden(int rows, int columns, int layers, ImmutableArray<int> widths) => widths.Length == layers - 1
        ? new([columns, .. widths, rows])
        : throw new ArgumentException($"{layers} layers have {layers - 1} hidden widths; {widths.Length} are given.", nameof(widths));

    /// <summary>Layer p, counted from 0: W_{p+1}.</summary>
    public MatrixView Layer(Span<double> state, int p) => new(state.Slice(offsets[p], offsets[p + 1] - offsets[p]), Widths[p + 1], Widths[p]);

    /// <summary>Layer p, counted from 0: W_{p+1}.</summary>
    public ReadOnlyMatrixView Layer(ReadOnlySpan<double> state, int p) =>
        new(state.Slice(offsets[p], offsets[p + 1] - offsets[p]), Widths[p + 1], Widths[p]);
}
