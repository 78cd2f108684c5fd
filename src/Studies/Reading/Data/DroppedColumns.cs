using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>The columns of a file that a study leaves out, each by its name or else by its position from 1.</summary>
/// <param name="List">The columns as the study states them.</param>
/// <param name="Path">The path of the key.</param>
internal sealed record DroppedColumns(ListNode List, string Path)
{
    /// <summary>What the study drops; null after an error.</summary>
    public static DroppedColumns? Read(Section data, string key)
    {
        if (data[key] is ListNode { Items.IsEmpty: false } list)
        {
            return new(list, data.PathOf(key));
        }
        data.Refuse(key, Section.Expected("a list of columns, by name or by position from 1", data[key]));
        return null;
    }

    /// <summary>The position from 1 that an item is unless it is a name; null for none.</summary>
    public static int? PositionOf(StudyNode item) =>
        item is ScalarNode { Text: var text } && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int position) && position >= 1 ? position : null;

    /// <summary>A matrix without the columns; null after an error.</summary>
    public NamedMatrix? From(NamedMatrix matrix, ErrorList errors)
    {
        HashSet<int> dropped = [];
        foreach (StudyNode item in List.Items)
        {
            if (ColumnIndex.Of(item, matrix) is not { } column)
            {
                RefuseItem(item, matrix.Columns, errors);
                return null;
            }
            dropped.Add(column);
        }
        int[] kept = [.. Enumerable.Range(0, matrix.Columns).Where(column => !dropped.Contains(column))];
        if (kept.Length == 0)
        {
            RefuseAll(errors);
            return null;
        }
        return new(matrix.Rows, kept.Length, [.. kept.SelectMany(j => Enumerable.Range(0, matrix.Rows).Select(i => matrix[i, j]))],
            matrix.RowNames, matrix.ColumnNames.IsDefault ? default : [.. kept.Select(j => matrix.ColumnNames[j])]);
    }

    /// <summary>Reports an item that is no column.</summary>
    public void RefuseItem(StudyNode item, int columns, ErrorList errors) =>
        errors.Add(item.Place, Path, $"expected the name of a column or its position, from 1 to {columns}, found {item.Description}.");

    /// <summary>Reports that nothing is left.</summary>
    public void RefuseAll(ErrorList errors) => errors.Add(List.Place, Path, "every column is dropped; nothing is left.");

    /// <summary>Reports an item that is the name of a column where the first row turns out to hold no names.</summary>
    public void RefuseName(StudyNode item, ErrorList errors) =>
        errors.Add(item.Place, Path, $"{item.Description} is in the first row, which with names: auto holds no names, for numbers stand in it in columns that are left; "
            + "state names: columns or both, or the column's position.");
}
