namespace DlnDynamics.Dynamics;

/// <summary>A start given layer by layer, balanced or not.</summary>
public interface ILayerStart
{
    /// <summary>The network that the start belongs to, for m × n matrices and a number of layers.</summary>
    /// <exception cref="ArgumentException">There is no such start of that shape.</exception>
    NetworkShape ShapeOf(int rows, int columns, int layers);

    /// <summary>The flat state W₁, …, W_N.</summary>
    double[] StateOf(NetworkShape shape);
}
