using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Every entry of every layer normal with standard deviation scale: not balanced.</summary>
/// <param name="Scale">The standard deviation.</param>
/// <param name="Width">Of the hidden layers; null: min(m, n).</param>
/// <param name="Seed">Of the random numbers.</param>
public sealed record LayersGaussian(double Scale, int? Width, long Seed) : ILayerStart
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
            RandomSource random = new(Seed, $"layers-gaussian {p + 1}", shape.Widths[p + 1], shape.Widths[p]);
            Matrix layer = RandomFrames.Gaussian(shape.Widths[p + 1], shape.Widths[p], random);
            VectorOperations.Scale(Scale, layer.Data, layer.Data);
            ((ReadOnlyMatrixView)layer.View).CopyTo(shape.Layer(state.AsSpan(), p));
        }
        return state;
    }
}
