using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>A frame as comma-separated text and back: a header, round-trip numbers, empty where there is no value, "\n" after every line.</summary>
public static class CsvTable
{
    /// <summary>Columns of text; every other column holds numbers.</summary>
    public static ImmutableHashSet<string> TextColumns { get; } =
    [
        "key", "reference", "event", "quantity", "law", "return-code", "rate-law", "predicted-law", "method", "limiting-rank-reason", "gap-rank-reason",
        "limit-reason", "stationary-point", "stationary-reason", "rate-reason", "stages-reason", "invariants", "invariants-reason", "small-start-reason", "reason", "scope", "fate", "estimate", "claim", "verdict",
    ];

    /// <summary>The frame as text.</summary>
    public static string Write(DataFrame frame)
    {
        ArgumentNullException.ThrowIfNull(frame);
        return WriteRows(Enumerable.Range(-1, frame.RowCount + 1)
            .Select(row => frame.Columns.Select(column => row < 0 ? column.Name : column.TextAt(row))));
    }

    /// <summary>The frame in a text that <see cref="Write"/> made; integers come back as doubles.</summary>
    public static DataFrame Read(string text)
    {
        using StringReader reader = new(text);
        using CsvParser parser = new(reader, Configuration());
        List<string[]> rows = [];
        while (parser.Read())
        {
            rows.Add(parser.Record!);
        }
        return rows.Count == 0 ? new() : new(rows[0].Select((name, j) => ColumnOf(name, [.. rows.Skip(1).Select(row => row[j])])));
    }

    /// <summary>A column under a name, from the text of its cells.</summary>
    public static Column ColumnOf(string name, ImmutableArray<string> cells) => TextColumns.Contains(name)
        ? new Column<string>(name, cells)
        : new Column<double>(name, [.. cells.Select(Number)]);

    /// <summary>Rows of cells as text.</summary>
    internal static string WriteRows(IEnumerable<IEnumerable<string>> rows)
    {
        using StringWriter text = new(CultureInfo.InvariantCulture);
        using (CsvWriter csv = new(text, Configuration()))
        {
            foreach (IEnumerable<string> row in rows)
            {
                foreach (string cell in row)
                {
                    csv.WriteField(cell);
                }
                csv.NextRecord();
            }
        }
        return text.ToString();
    }

    /// <summary>The number a cell stands for; NaN when it is empty.</summary>
    internal static double Number(string cell) => cell switch
    {
        "" => double.NaN,
        "inf" => double.PositiveInfinity,
        "-inf" => double.NegativeInfinity,
        _ => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture),
    };

    /// <summary>A value of a numeric column as a double; NaN where there is none.</summary>
    internal static double Number(object? value) => value switch
    {
        double number => number,
        int number => number,
        long number => number,
        _ => double.NaN,
    };

    private static CsvConfiguration Configuration() => new(CultureInfo.InvariantCulture) { NewLine = "\n", HasHeaderRecord = false, IgnoreBlankLines = false };
}
