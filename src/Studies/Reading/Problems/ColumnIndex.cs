namespace DlnDynamics.Studies;

/// <summary>A column that a study names: by its name, or, where that is a plain whole number and no name, by its position from 1.</summary>
internal static class ColumnIndex
{
    /// <summary>Its index from 0; null where there is no such column.</summary>
    public static int? Of(StudyNode item, NamedMatrix matrix)
    {
        if (item is not ScalarNode { Text: var text })
        {
            return null;
        }
        int named = matrix.ColumnNames.IsDefault ? -1 : matrix.ColumnNames.IndexOf(text);
        return named >= 0 ? named
            : DroppedColumns.PositionOf(item) is { } position && position <= matrix.Columns ? position - 1
            : null;
    }
}
