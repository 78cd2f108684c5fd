using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>A matrix with its names as comma-separated text: the form in which it was read.</summary>
internal static class CompletedTable
{
    public static string Write(NamedMatrix matrix)
    {
        List<IEnumerable<string>> rows = [];
        string[] corner = matrix.RowNames.IsDefault ? [] : [""];
        if (!matrix.ColumnNames.IsDefault)
        {
            rows.Add([.. corner, .. matrix.ColumnNames]);
        }
        for (int i = 0; i < matrix.Rows; i++)
        {
            int row = i;
            IEnumerable<string> cells = Enumerable.Range(0, matrix.Columns)
                .Select(j => matrix.IsPresent(row, j) ? matrix[row, j].ToString(CultureInfo.InvariantCulture) : "");
            rows.Add(matrix.RowNames.IsDefault ? cells : cells.Prepend(matrix.RowNames[i]));
        }
        return CsvTable.WriteRows(rows);
    }
}
