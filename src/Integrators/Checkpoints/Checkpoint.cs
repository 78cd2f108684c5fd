using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace DlnDynamics.Integrators;

/// <summary>All that the rest of an integration depends on: continued from here, it gives the bits of the undisturbed one.</summary>
/// <remarks>
/// As bytes: "DLNCKPT1", method, dimension, time, length and contents, then a checksum of all before it; little-endian. Size: that of the
/// state times what the method remembers, n² for a method that keeps a Jacobian.
/// </remarks>
public sealed class Checkpoint
{
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("DLNCKPT1");

    private readonly byte[] contents;

    internal Checkpoint(string method, int dimension, double time, byte[] contents)
    {
        (Method, Dimension, Time) = (method, dimension, time);
        this.contents = contents;
    }

    /// <summary>Name of the method that can go on.</summary>
    public string Method { get; }

    /// <summary>Number of components of the state.</summary>
    public int Dimension { get; }

    /// <summary>Where the integration goes on.</summary>
    public double Time { get; }

    /// <summary>The checkpoint that these bytes hold.</summary>
    /// <exception cref="InvalidDataException">They are not a whole, undamaged checkpoint.</exception>
    public static Checkpoint FromBytes(ReadOnlySpan<byte> bytes)
    {
        const int ChecksumLength = 8;
        if (bytes.Length < Magic.Length + ChecksumLength || !bytes.StartsWith(Magic))
        {
            throw new InvalidDataException($"These {bytes.Length} bytes are not a checkpoint: they do not begin with DLNCKPT1.");
        }
        ReadOnlySpan<byte> body = bytes[..^ChecksumLength];
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[^ChecksumLength..]) != Checksum(body))
        {
            throw new InvalidDataException($"The checkpoint of {bytes.Length} bytes is damaged or cut short: its checksum does not hold. Start the run anew.");
        }
        using BinaryReader reader = new(new MemoryStream(body[Magic.Length..].ToArray()), Encoding.UTF8);
        string method = reader.ReadString();
        int dimension = reader.ReadInt32();
        double time = reader.ReadDouble();
        return new(method, dimension, time, reader.ReadBytes(reader.ReadInt32()));
    }

    /// <summary>The bytes that <see cref="FromBytes"/> reads.</summary>
    public byte[] ToBytes()
    {
        MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        writer.Write(Magic);
        writer.Write(Method);
        writer.Write(Dimension);
        writer.Write(Time);
        writer.Write(contents.Length);
        writer.Write(contents);
        writer.Write(Checksum(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    internal StateTransfer Open(string method, int dimension) =>
        method == Method && dimension == Dimension
            ? StateTransfer.Loading(contents)
            : throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The checkpoint is of {Method} with {Dimension} components, not of {method} with {dimension}: continue with the method and problem that made it."));

    // FNV-1a: enough to see a torn or altered file.
    private static ulong Checksum(ReadOnlySpan<byte> bytes)
    {
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in bytes)
        {
            hash = (hash ^ b) * 0x100000001B3;
        }
        return hash;
    }
}
