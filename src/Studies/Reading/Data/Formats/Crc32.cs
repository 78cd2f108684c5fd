namespace DlnDynamics.Studies;

/// <summary>The check sum of gzip and zip files, taken piece by piece.</summary>
/// <remarks>Source: RFC 1952, section 8.</remarks>
internal sealed class Crc32
{
    private static readonly uint[] Table = MakeTable();

    private uint sum = uint.MaxValue;

    /// <summary>The check sum of all pieces so far.</summary>
    public uint Value => ~sum;

    /// <summary>The check sum of some bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        Crc32 whole = new();
        whole.Add(bytes);
        return whole.Value;
    }

    /// <summary>Takes the next piece.</summary>
    public void Add(ReadOnlySpan<byte> piece)
    {
        uint next = sum;
        foreach (byte value in piece)
        {
            next = next >> 8 ^ Table[(byte)next ^ value];
        }
        sum = next;
    }

    private static uint[] MakeTable()
    {
        uint[] table = new uint[256];
        for (uint k = 0; k < table.Length; k++)
        {
            table[k] = k;
            for (int bit = 0; bit < 8; bit++)
            {
                table[k] = (table[k] & 1) == 0 ? table[k] >> 1 : table[k] >> 1 ^ 0xEDB88320;
            }
        }
        return table;
    }
}
