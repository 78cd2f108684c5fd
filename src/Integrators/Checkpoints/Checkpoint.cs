using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>All that the rest of an integration depends on: continued from here, it gives the bits of the undisturbed one.</summary>
/// <remarks>Size: that of the state times what the method remembers, n² for a method that keeps a Jacobian.</remarks>
public sealed class Checkpoint
{
    private string method;
    private int dimension;
    private double time;
    private byte[] contents;

    internal Checkpoint(string method, int dimension, double time, byte[] contents) =>
        (this.method, this.dimension, this.time, this.contents) = (method, dimension, time, contents);

    /// <summary>Name of the method that can go on.</summary>
    public string Method => method;

    /// <summary>Number of components of the state.</summary>
    public int Dimension => dimension;

    /// <summary>Where the integration goes on.</summary>
    public double Time => time;

    /// <summary>The checkpoint that these bytes hold.</summary>
    /// <exception cref="InvalidDataException">They are not a whole, undamaged checkpoint.</exception>
    public static Checkpoint FromBytes(ReadOnlySpan<byte> bytes)
    {
        Checkpoint checkpoint = new("", 0, 0, []);
        StateTransfer.Load(bytes, checkpoint.Exchange);
        return checkpoint;
    }

    /// <summary>The bytes that <see cref="FromBytes"/> reads.</summary>
    public byte[] ToBytes() => StateTransfer.Save(Exchange);

    /// <summary>Gives the loop of an integration what was saved of it.</summary>
    internal void Restore(string byMethod, int ofDimension, Action<StateTransfer> exchange)
    {
        if (byMethod != method || ofDimension != dimension)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"The checkpoint is of {method} with {dimension} components, not of {byMethod} with {ofDimension}: continue with the method and problem that made it."));
        }
        StateTransfer.Load(contents, exchange);
    }

    private void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref method);
        transfer.Pass(ref dimension);
        transfer.Pass(ref time);
        transfer.Pass(ref contents);
    }
}
