using System.Globalization;
using System.Text;

namespace DlnDynamics.Studies;

/// <summary>A matrix in the text format of the MatrixMarket.</summary>
/// <remarks>Source: NIST, "Matrix Market Exchange Formats". The diagonal of a skew-symmetric matrix is never listed, and is 0.</remarks>
internal sealed class MatrixMarketFile
{
    private readonly WordLines text;
    private readonly DataRules rules;
    private readonly MatrixMarketHeader header;

    private MatrixMarketFile(byte[] bytes, DataRules rules)
    {
        (text, this.rules) = (new(bytes), rules);
        bool isLong = !text.Next(comment: 0) || text.Line > 1 || text.Count > 5 || text[0].Length > 20;
        header = MatrixMarketHeader.Of(isLong ? [] : [.. Enumerable.Range(0, text.Count).Select(word => CellNumber.Shown(Encoding.Latin1.GetString(text[word])))]);
    }

    /// <summary>The matrix in the bytes of a .mtx file.</summary>
    /// <exception cref="DataFormatException">The bytes hold something else.</exception>
    public static NamedMatrix Read(byte[] bytes, DataRules rules) => new MatrixMarketFile(bytes, rules).ReadMatrix();

    private NamedMatrix ReadMatrix()
    {
        int words = header.IsCoordinate ? 3 : 2;
        if (!text.Next() || text.Count != words)
        {
            throw Wrong($"expected the line of the shape: rows, columns{(header.IsCoordinate ? " and number of entries" : "")}");
        }
        long rows = Whole(0), columns = Whole(1), listed = header.IsCoordinate ? Whole(2) : 0;
        DataLimits.CheckShape(rows, columns, text.Line);
        if (!header.IsGeneral && rows != columns)
        {
            throw new DataFormatException($"a {header.Symmetry} matrix is square, and this one is {rows} × {columns}.", text.Line);
        }
        if (!header.IsCoordinate)
        {
            listed = header.IsGeneral ? rows * columns : rows * (rows + (header.IsSkew ? -1 : 1)) / 2;
        }
        // An entry takes at least its digits and the ends of its words.
        int least = !header.IsCoordinate ? 2 : header.Field == "pattern" ? 4 : 6;
        if (listed > (text.Left + 1L) / least)
        {
            throw new DataFormatException($"the file should list {listed} entries, and only {text.Left} bytes follow; is it cut short?", text.Line);
        }
        ListedEntries entries = new(rows, columns, rules, text.Line);
        AddDiagonal(entries, rows);
        if (header.IsCoordinate)
        {
            ReadCoordinates(entries, listed);
        }
        else
        {
            ReadColumns(entries, rows, columns, listed);
        }
        return !text.Next() ? entries.ToMatrix() : throw Wrong($"expected nothing after the {listed} entries");
    }

    private void AddDiagonal(ListedEntries entries, long rows)
    {
        for (long i = 0; header.IsSkew && i < rows; i++)
        {
            entries.Add(i, i, 0, 1);
        }
    }

    private void ReadCoordinates(ListedEntries entries, long listed)
    {
        int words = header.Field == "pattern" ? 2 : 3;
        for (long k = 0; k < listed; k++)
        {
            Advance(words, k, listed);
            long row = Whole(0) - 1, column = Whole(1) - 1;
            if (header.IsSkew && row == column)
            {
                throw Wrong("the diagonal of a skew-symmetric matrix is not listed");
            }
            Add(entries, row, column, words == 2 ? 1 : Number(2));
        }
    }

    private void ReadColumns(ListedEntries entries, long rows, long columns, long listed)
    {
        long k = 0;
        for (long j = 0; j < columns; j++)
        {
            for (long i = header.IsGeneral ? 0 : header.IsSkew ? j + 1 : j; i < rows; i++)
            {
                Advance(1, k++, listed);
                Add(entries, i, j, Number(0));
            }
        }
    }

    private void Add(ListedEntries entries, long row, long column, double value)
    {
        entries.Add(row, column, value, text.Line);
        if (!header.IsGeneral && row != column)
        {
            entries.Add(column, row, header.IsSkew ? -value : value, text.Line);
        }
    }

    private void Advance(int words, long found, long listed)
    {
        if (!text.Next())
        {
            throw new DataFormatException($"the file should list {listed} entries and ends after {found}; is it cut short?", Math.Max(1, text.Line));
        }
        if (text.Count != words)
        {
            throw Wrong($"expected {words switch { 1 => "one number", 2 => "row and column", _ => "row, column and value" }}");
        }
    }

    private long Whole(int word) =>
        long.TryParse(text[word], NumberStyles.None, CultureInfo.InvariantCulture, out long value) ? value : throw Wrong("expected whole numbers");

    private double Number(int word)
    {
        if (header.Field != "integer")
        {
            return double.TryParse(text[word], NumberStyles.Float, CultureInfo.InvariantCulture, out double value) ? value : throw Wrong("expected a number");
        }
        if (!Int128.TryParse(text[word], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out Int128 integer))
        {
            throw Wrong("expected an integer, as the first line says");
        }
        try
        {
            return NumberType.Exact(integer);
        }
        catch (DataFormatException exception)
        {
            throw new DataFormatException(exception.Message, text.Line);
        }
    }

    private DataFormatException Wrong(string expected) => new($"{expected}, found \"{text.Shown}\".", Math.Max(1, text.Line));
}
