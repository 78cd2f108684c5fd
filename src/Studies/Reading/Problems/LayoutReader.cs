using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>How a table holds the matrix: as itself, or one entry a row.</summary>
internal static class LayoutReader
{
    /// <summary>Whether the study states triplets, and their columns; no columns after an error.</summary>
    public static (bool IsTriplets, TripletColumns? Columns) Read(Section data)
    {
        if (data["layout"] is MappingNode)
        {
            Section? triplets = data.Child("layout", "")!.Child("triplets", "the key triplets, or table");
            TripletColumn? row = Column(triplets, "row"), column = Column(triplets, "column"), value = Column(triplets, "value");
            return (true, row is null || column is null || value is null ? null : new(row, column, value));
        }
        return data.Word("layout", "table", "triplets", "{ triplets: … }") switch
        {
            "table" => (false, null),
            "triplets" => (true, new(new(null, 1), new(null, 2), new(null, 3))),
            _ => (true, null),
        };
    }

    // A plain whole number is a position, everything else a name.
    private static TripletColumn? Column(Section? triplets, string key)
    {
        if (triplets?[key] is ScalarNode { IsPlain: true, Text: var text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int position) && position > 0)
        {
            return new(null, position);
        }
        return triplets?.Text(key, "a column: its name in the first row, or its position, from 1") is { } name ? new(name, 0) : null;
    }
}
