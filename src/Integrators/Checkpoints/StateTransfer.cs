using System.Runtime.InteropServices;
using System.Text;

namespace DlnDynamics.Integrators;

/// <summary>Carries fields into a checkpoint, or back out of one, in the order in which they are passed: one list serves both ways.</summary>
/// <remarks>Bit for bit: NaN, infinity and negative zero come back as they were. Loading past the end, or another length of array, throws.</remarks>
public sealed class StateTransfer
{
    private readonly BinaryWriter? writer;
    private readonly BinaryReader? reader;
    private readonly MemoryStream stream;

    private StateTransfer(MemoryStream stream, bool saving)
    {
        this.stream = stream;
        writer = saving ? new(stream, Encoding.UTF8) : null;
        reader = saving ? null : new(stream, Encoding.UTF8);
    }

    /// <summary>Whether fields are read out of the object, rather than written into it.</summary>
    public bool IsSaving => writer is not null;

    /// <summary>Carries a number.</summary>
    public void Pass(ref double value) => Pass(MemoryMarshal.CreateSpan(ref value, 1), prefixed: false);

    /// <summary>Carries a whole number.</summary>
    public void Pass(ref long value)
    {
        writer?.Write(value);
        value = reader?.ReadInt64() ?? value;
    }

    /// <summary>Carries a whole number.</summary>
    public void Pass(ref int value)
    {
        writer?.Write(value);
        value = reader?.ReadInt32() ?? value;
    }

    /// <summary>Carries a truth value.</summary>
    public void Pass(ref bool value)
    {
        writer?.Write(value);
        value = reader?.ReadBoolean() ?? value;
    }

    /// <summary>Carries a text.</summary>
    public void Pass(ref string value)
    {
        writer?.Write(value);
        value = reader?.ReadString() ?? value;
    }

    /// <summary>Carries an array whose length the object knows.</summary>
    /// <exception cref="InvalidDataException">The checkpoint holds another length.</exception>
    public void Pass(Span<double> values) => Pass(values, prefixed: true);

    internal static StateTransfer Saving() => new(new MemoryStream(), saving: true);

    internal static StateTransfer Loading(byte[] bytes) => new(new MemoryStream(bytes, writable: false), saving: false);

    internal byte[] ToArray() => stream.ToArray();

    private void Pass(Span<double> values, bool prefixed)
    {
        int length = values.Length;
        if (prefixed)
        {
            Pass(ref length);
        }
        if (length != values.Length)
        {
            throw new InvalidDataException($"The checkpoint holds an array of {length} numbers where {values.Length} belong: it is of another problem or method.");
        }
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        writer?.Write(bytes);
        reader?.ReadExactly(bytes);
    }
}
