using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace DlnDynamics.Integrators;

/// <summary>Carries fields into bytes, or back out of them, in the order in which they are passed: one list serves both ways.</summary>
/// <remarks>
/// Bit for bit: NaN, infinity and negative zero come back as they were. The bytes are "DLNSTATE", the fields, little-endian, and a checksum
/// of all before it.
/// </remarks>
public sealed class StateTransfer
{
    private const int ChecksumLength = 8;
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("DLNSTATE");

    private readonly BinaryWriter? saved;
    private readonly BinaryReader? loaded;

    private StateTransfer(BinaryWriter? saved, BinaryReader? loaded) => (this.saved, this.loaded) = (saved, loaded);

    /// <summary>Whether fields are read out of the object, rather than written into it.</summary>
    public bool IsSaving => saved is not null;

    /// <summary>The fields that an object passes, as bytes.</summary>
    public static byte[] Save(Action<StateTransfer> exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        using MemoryStream stream = new();
        using BinaryWriter writer = new(stream, Encoding.UTF8);
        writer.Write(Magic);
        exchange(new(writer, null));
        writer.Write(Checksum(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <summary>Gives an object the fields that these bytes hold.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged or cut short, or hold other fields than the object passes.</exception>
    public static void Load(ReadOnlySpan<byte> bytes, Action<StateTransfer> exchange)
    {
        ArgumentNullException.ThrowIfNull(exchange);
        if (bytes.Length < Magic.Length + ChecksumLength || !bytes.StartsWith(Magic))
        {
            throw new InvalidDataException($"These {bytes.Length} bytes are no saved state: they do not begin with DLNSTATE.");
        }
        if (BinaryPrimitives.ReadUInt64LittleEndian(bytes[^ChecksumLength..]) != Checksum(bytes[..^ChecksumLength]))
        {
            throw new InvalidDataException($"The saved state of {bytes.Length} bytes is damaged or cut short: its checksum does not hold. Start anew.");
        }
        using MemoryStream stream = new(bytes[Magic.Length..^ChecksumLength].ToArray(), writable: false);
        using BinaryReader reader = new(stream, Encoding.UTF8);
        try
        {
            exchange(new(null, reader));
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException("The saved state holds fewer fields than its reader needs: it is of another problem, method or version.", exception);
        }
        if (stream.Position != stream.Length)
        {
            throw new InvalidDataException(
                $"The saved state holds {stream.Length - stream.Position} bytes more than its reader needs: it is of another problem, method or version.");
        }
    }

    /// <summary>Carries a number.</summary>
    public void Pass(ref double value)
    {
        saved?.Write(value);
        value = loaded?.ReadDouble() ?? value;
    }

    /// <summary>Carries a whole number.</summary>
    public void Pass(ref long value)
    {
        saved?.Write(value);
        value = loaded?.ReadInt64() ?? value;
    }

    /// <summary>Carries a whole number.</summary>
    public void Pass(ref int value)
    {
        saved?.Write(value);
        value = loaded?.ReadInt32() ?? value;
    }

    /// <summary>Carries a truth value.</summary>
    public void Pass(ref bool value)
    {
        saved?.Write(value);
        value = loaded?.ReadBoolean() ?? value;
    }

    /// <summary>Carries a text.</summary>
    public void Pass(ref string value)
    {
        saved?.Write(value);
        value = loaded?.ReadString() ?? value;
    }

    /// <summary>Carries bytes of any length.</summary>
    public void Pass(ref byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        int length = value.Length;
        Pass(ref length);
        saved?.Write(value);
        value = loaded?.ReadBytes(length) ?? value;
    }

    /// <summary>Carries an array whose length the object knows.</summary>
    /// <exception cref="InvalidDataException">The saved array has another length.</exception>
    public void Pass(Span<double> values)
    {
        int length = values.Length;
        Pass(ref length);
        if (length != values.Length)
        {
            throw new InvalidDataException(
                $"The saved state holds an array of {length} numbers where {values.Length} belong: it is of another problem, method or version.");
        }
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        saved?.Write(bytes);
        loaded?.ReadExactly(bytes);
    }

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
