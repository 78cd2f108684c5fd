using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace DlnDynamics.Studies;

/// <summary>Whether bytes are the text that they are read as: a wrong byte would become a replacement sign in silence.</summary>
internal static class Utf8Text
{
    /// <summary>The first byte that is no UTF-8, from 0; null where all are, or where a mark says that the text is UTF-16 or UTF-32.</summary>
    public static int? FirstWrong(ReadOnlySpan<byte> bytes)
    {
        if (bytes is [0xFE, 0xFF, ..] or [0xFF, 0xFE, ..] or [0, 0, 0xFE, 0xFF, ..] || Utf8.IsValid(bytes))
        {
            return null;
        }
        int at = 0;
        while (Rune.DecodeFromUtf8(bytes[at..], out _, out int length) == OperationStatus.Done)
        {
            at += length;
        }
        return at;
    }

    /// <summary>The sentence on a byte that is no UTF-8.</summary>
    public static string Refusal(byte wrong) => $"the byte {wrong:X2} here is no UTF-8; save the file as UTF-8.";
}
