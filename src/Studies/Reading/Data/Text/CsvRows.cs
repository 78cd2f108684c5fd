using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace DlnDynamics.Studies;

/// <summary>The rows of a comma- or tab-separated text (UTF-8, or UTF-16 with its mark), one at a time.</summary>
internal sealed class CsvRows : IDisposable
{
    private readonly RowGuard guard;
    private readonly CsvParser parser;

    public CsvRows(byte[] bytes, bool isTabbed)
    {
        CsvConfiguration configuration = new(CultureInfo.InvariantCulture)
        {
            Delimiter = isTabbed ? "\t" : ",",
            HasHeaderRecord = false,
            IgnoreBlankLines = false,
            TrimOptions = TrimOptions.Trim,
            BadDataFound = bad => throw new DataFormatException(
                "a quotation mark stands where none may; write \"\" inside a quoted cell.", bad.Context.Parser?.RawRow ?? 1),
        };
        IsTabbed = isTabbed;
        guard = new(new StreamReader(new MemoryStream(bytes)));
        parser = new(guard, configuration);
    }

    /// <summary>Whether tabs separate the cells.</summary>
    public bool IsTabbed { get; }

    /// <summary>The line in which the current row ends.</summary>
    public int Line => parser.RawRow;

    /// <summary>The cells of the next row; null at the end.</summary>
    /// <exception cref="DataFormatException">The row cannot be read.</exception>
    public string[]? Next()
    {
        int before = Line;
        guard.BeginRow();
        try
        {
            return parser.Read() ? parser.Record! : null;
        }
        catch (InvalidDataException exception)
        {
            throw new DataFormatException(exception.Message, before + 1);
        }
    }

    public void Dispose() => parser.Dispose();
}
