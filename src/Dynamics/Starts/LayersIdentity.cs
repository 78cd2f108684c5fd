using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Every layer scale·I, padded with zeros when not square.</summary>
/// <param name="Scale">The factor.</param>
/// <param name="Width">Of the hidden layers; null: min(m, n).</param>
public sealed record LayersIdentity(double Scale, int? Width = null) : ILayerStart
{
    /// <summary>The hidden layers' own widths, that of W₁'s outputs first, in place of one for all; default: one for all.</summary>
    public ImmutableArray<int> Widths { get; init; }

    /// <inheritdoc/>
    public NetworkShape ShapeOf(int rows, int columns, int layers) =>
        Widths.IsDefault ? NetworkShape.Uniform(rows, columns, layers, Width) : NetworkShape.Hidden(rows, columns, layers, Widths);

    /// <inheritdoc/>
    public double[] StateOf(NetworkShape shape)
    {
        ArgumentNullException.ThrowIfNull(shape);
        double[] state = new double[shape.Length];
        for (int p = 0; p < shape.Layers; p++)
        {
            MatrixView layer = shape.Layer(state.AsSpan(), p);
            for (int i = 0; i < Math.Min(layer.Rows, layer.Columns); i++)
            {
                layer[i, i] = Scale;
            }
        }
        return state;
    }
}
