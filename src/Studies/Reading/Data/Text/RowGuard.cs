namespace DlnDynamics.Studies;

/// <summary>A text that a parser may read row by row: a row that does not end is refused before it fills the memory.</summary>
internal sealed class RowGuard(TextReader text) : TextReader
{
    private int sinceRow;

    /// <summary>Says that a row begins.</summary>
    public void BeginRow() => sinceRow = 0;

    public override int Read(char[] buffer, int index, int count)
    {
        int read = text.Read(buffer, index, Math.Min(count, 1 << 16));
        sinceRow += read;
        return sinceRow <= DataLimits.RowLength ? read
            : throw new InvalidDataException($"a row has more than {DataLimits.RowLength} characters, or a quotation mark in it is not closed.");
    }

    protected override void Dispose(bool disposing)
    {
        text.Dispose();
        base.Dispose(disposing);
    }
}
