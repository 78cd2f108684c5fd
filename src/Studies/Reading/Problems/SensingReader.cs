namespace DlnDynamics.Studies;

/// <summary>Sensing: a file of operators, one a row, and a file of what they measured.</summary>
internal sealed class SensingReader(MatrixReader matrices)
{
    public SensingSettings? Read(Section data, DataScale? scale)
    {
        MatrixOfFile? operators = matrices.ReadWhole(data, "operators"), values = matrices.ReadWhole(data, "values");
        int? rows = data.Whole("rows", 1), columns = data.Whole("columns", 1);
        if (operators is null || values is null || rows is null || columns is null || scale is null)
        {
            return null;
        }
        if ((long)rows * columns != operators.Columns)
        {
            data.Refuse("operators", $"each row must hold the {rows} × {columns} = {(long)rows * columns} entries of one operator, row after row; this matrix has {operators.Columns} columns.");
            return null;
        }
        if (Math.Min(values.Rows, values.Columns) != 1 || values.Matrix.Values.Length != operators.Rows)
        {
            data.Refuse("values", $"expected one value for each of the {operators.Rows} operators, in a column or a row; found {values.Rows} × {values.Columns}.");
            return null;
        }
        PreparationReader.CheckScale(data, scale, values);
        return new(operators, values, rows.Value, scale);
    }
}
