using System.Globalization;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace DlnDynamics.Studies;

/// <summary>The rows of a comma- or tab-separated text (UTF-8, or UTF-16 with its mark), one at a time.</summary>
internal sealed partial class CsvRows : IDisposable
{
    private readonly byte[] bytes;
    private readonly RowGuard guard;
    private readonly CsvParser parser;

    /// <summary>The rows of some bytes.</summary>
    /// <exception cref="DataFormatException">A byte is no UTF-8.</exception>
    public CsvRows(byte[] bytes, bool isTabbed)
    {
        if (Utf8Text.FirstWrong(bytes) is { } wrong)
        {
            using StreamReader before = TextOf(bytes, wrong);
            CellWalk place = CellWalk.Over(before, isTabbed);
            throw new DataFormatException(Utf8Text.Refusal(bytes[wrong]), place.Line, place.Column);
        }
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            Delimiter = isTabbed ? "\t" : ",",
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => throw (WrongMark() ?? new DataFormatException(
                "a quotation mark stands where none may; write \"\" inside a quoted cell.", bad.Context.Parser?.RawRow ?? 1)),
        };
        (this.bytes, IsTabbed) = (bytes, isTabbed);
        guard = new(TextOf(bytes, bytes.Length));
        parser = new(guard, configuration);
    }

    /// <summary>Whether tabs separate the cells.</summary>
    public bool IsTabbed { get; }

    /// <summary>The line in which the current row ends.</summary>
    public int Line => parser.RawRow;

    /// <summary>The cells of the next row; null at the end.</summary>
    /// <exception cref="DataFormatException">The row cannot be read, or is the first and shows that semicolons separate the cells.</exception>
    public string[]? Next()
    {
        int before = Line;
        guard.BeginRow();
        try
        {
            string[]? cells = parser.Read() ? parser.Record! : null;
            return before > 0 || IsTabbed || cells is null || !HasSemicolons(cells)
                ? cells
                : throw new DataFormatException("the cells are separated by semicolons; expected commas (.csv) or tabs (.tsv), and decimal points.");
        }
        catch (InvalidDataException exception)
        {
            throw WrongMark() ?? new DataFormatException(exception.Message, before + 1);
        }
    }

    public void Dispose() => parser.Dispose();

    private static StreamReader TextOf(byte[] bytes, int count) => new(new MemoryStream(bytes, 0, count));

    // With decimal commas the semicolons stand inside what commas part: 1,5;2,5.
    private static bool HasSemicolons(string[] cells) =>
        cells is [var only] ? only.Contains(';', StringComparison.Ordinal) : cells.Any(cell => cell.Length < 100 && NumbersApart().IsMatch(cell));

    private DataFormatException? WrongMark()
    {
        using StreamReader text = TextOf(bytes, bytes.Length);
        return CellWalk.Over(text, IsTabbed).Wrong;
    }

    [GeneratedRegex(@"^[-+]?\d+([eE][-+]?\d+)? *;.*\d$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NumbersApart();
}
