using System.Text;

namespace DlnDynamics.Studies;

/// <summary>The lines of an ASCII text that hold words, one at a time, without copying them: comments and empty lines are passed over.</summary>
internal sealed class WordLines(byte[] bytes)
{
    private const int MostWords = 8;

    private readonly Range[] words = new Range[MostWords];
    private int next;

    /// <summary>The current line, from 1; after the end, the last one.</summary>
    public int Line { get; private set; }

    /// <summary>Words of the current line; at most 8 are counted.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes after the current line.</summary>
    public int Left => bytes.Length - next;

    /// <summary>A word of the current line.</summary>
    public ReadOnlySpan<byte> this[int word] => bytes.AsSpan(words[word]);

    /// <summary>Goes to the next line that holds words and does not begin with a comment mark; false at the end.</summary>
    public bool Next(byte comment = (byte)'%')
    {
        while (next < bytes.Length)
        {
            int length = bytes.AsSpan(next).IndexOf((byte)'\n'), start = next;
            int end = length < 0 ? bytes.Length : start + length;
            next = Math.Min(end + 1, bytes.Length);
            Line++;
            Split(start, end);
            if (Count > 0 && this[0][0] != comment)
            {
                return true;
            }
        }
        Count = 0;
        return false;
    }

    /// <summary>The current line as a sentence can quote it.</summary>
    public string Shown => Count == 0 ? "" : CellNumber.Shown(Encoding.Latin1.GetString(bytes.AsSpan(words[0].Start.Value, Math.Min(100, words[Count - 1].End.Value - words[0].Start.Value))));

    private void Split(int start, int end)
    {
        Count = 0;
        for (int at = start; at < end && Count < MostWords;)
        {
            if (IsSpace(bytes[at]))
            {
                at++;
                continue;
            }
            int first = at;
            while (at < end && !IsSpace(bytes[at]))
            {
                at++;
            }
            words[Count++] = first..at;
        }
    }

    private static bool IsSpace(byte letter) => letter is (byte)' ' or (byte)'\t' or (byte)'\r';
}
