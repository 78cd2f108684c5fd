using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Given layers W₁ (first applied), …, W_N.</summary>
public sealed record LayersGiven(ImmutableArray<Matrix> Layers) : ILayerStart
{
    /// <inheritdoc/>
    public NetworkShape ShapeOf(int rows, int columns, int layers)
    {
        if (Layers.Length != layers)
        {
            throw new ArgumentException($"{Layers.Length} layers are given, the depth is {layers}.", nameof(layers));
        }
        for (int p = 0; p + 1 < Layers.Length; p++)
        {
            if (Layers[p + 1].Columns != Layers[p].Rows)
            {
                throw new ArgumentException(
                    $"W{p + 2} is {Layers[p + 1].Rows} × {Layers[p + 1].Columns} and cannot follow W{p + 1}, which is {Layers[p].Rows} × {Layers[p].Columns}.", nameof(layers));
            }
        }
        if (Layers[0].Columns != columns || Layers[^1].Rows != rows)
        {
            throw new ArgumentException($"The layers make a {Layers[^1].Rows} × {Layers[0].Columns} matrix, the problem is {rows} × {columns}.", nameof(rows));
        }
        return new([columns, .. Layers.Select(layer => layer.Rows)]);
    }

    /// <inheritdoc/>
    public double[] StateOf(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        double[] state = new double[shape.Length];
        for (int p = 0; p < shape.Layers; p++)
        {
            ((ReadOnlyMatrixView)Layers[p].View).CopyTo(shape.Layer(state.AsSpan(), p));
        }
        return state;
    }
}
