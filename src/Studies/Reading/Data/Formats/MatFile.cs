namespace DlnDynamics.Studies;

/// <summary>A matrix of a MATLAB file of version 4, full or sparse.</summary>
/// <remarks>Source: MathWorks, "MAT-File Format", level 4.</remarks>
internal static class MatFile
{
    private const int Text = 1, Sparse = 2;

    /// <summary>The matrix that the study names, or the only one that is not text.</summary>
    /// <exception cref="DataFormatException">The bytes hold something else.</exception>
    public static NamedMatrix Read(ReadOnlySpan<byte> bytes, DataRules rules)
    {
        MatVariable chosen = OneOf.Of(Variables(bytes), rules.Array);
        if (chosen.IsComplex)
        {
            throw new DataFormatException($"the matrix \"{CellNumber.Shown(chosen.Name)}\" is complex; expected a real one.");
        }
        ReadOnlySpan<byte> numbers = bytes[chosen.Start..(int)chosen.End];
        return chosen.Kind == Sparse ? ReadSparse(numbers, chosen, rules) : DenseArray.Read(numbers, chosen.Start, chosen.Rows, chosen.Columns, chosen.Type, isByColumns: true, rules);
    }

    /// <summary>The names of all variables that are not text, in the order of the file.</summary>
    /// <exception cref="DataFormatException">The bytes hold something else.</exception>
    public static IReadOnlyList<string> Names(ReadOnlySpan<byte> bytes) => [.. Variables(bytes).Select(variable => variable.Name)];

    // All that are not text.
    private static List<(string Name, MatVariable Value)> Variables(ReadOnlySpan<byte> bytes)
    {
        // Version 4 begins with a small number, later versions with text.
        if (bytes.StartsWith("MATLAB"u8) || bytes.StartsWith("\u0089HDF"u8[1..]) || (bytes.Length >= 4 && !bytes[..4].Contains((byte)0)))
        {
            throw new DataFormatException("this is a MATLAB file of version 5 or later (7.3 included), which is not read; in MATLAB, save('name.mat', 'X', '-v4'), "
                + "or in Python, numpy.savez('name.npz', X=X).");
        }
        List<(string Name, MatVariable Value)> variables = [];
        for (int at = 0; at < bytes.Length || variables.Count == 0 && at == 0;)
        {
            MatVariable variable = MatVariable.At(bytes, at);
            variables.Add((variable.Name, variable));
            at = (int)variable.End;
            if (variables.Count > DataLimits.Variables)
            {
                throw new DataFormatException($"the file holds more than {DataLimits.Variables} variables, the most that are read.");
            }
        }
        variables.RemoveAll(variable => variable.Value.Kind == Text);
        return variables;
    }

    // Rows of (row, column, value), stored column after column; the last holds the shape.
    private static NamedMatrix ReadSparse(ReadOnlySpan<byte> bytes, MatVariable variable, DataRules rules)
    {
        if (variable.Columns != 3 || variable.Rows < 1)
        {
            throw new DataFormatException($"a sparse matrix is stored in three columns and at least one row, found {variable.Rows} × {variable.Columns}.");
        }
        int last = variable.Rows - 1;
        ListedEntries entries = new(Whole(bytes, variable, last, 0), Whole(bytes, variable, last, 1), rules) { Listing = "stored rows" };
        for (int k = 0; k < last; k++)
        {
            entries.Add(Whole(bytes, variable, k, 0) - 1, Whole(bytes, variable, k, 1) - 1, At(bytes, variable, k, 2), k + 1);
        }
        return entries.ToMatrix();
    }

    private static long Whole(ReadOnlySpan<byte> bytes, MatVariable variable, int row, int column)
    {
        double value = At(bytes, variable, row, column);
        return value == Math.Floor(value) && value is >= 0 and <= int.MaxValue
            ? (long)value
            : throw new DataFormatException($"the sparse matrix has {value.ToString(System.Globalization.CultureInfo.InvariantCulture)} in row {row + 1}, column {column + 1} of what is stored; expected a whole number.");
    }

    private static double At(ReadOnlySpan<byte> bytes, MatVariable variable, int row, int column) =>
        variable.Type.Read(bytes[((row + column * variable.Rows) * variable.Type.Size)..]);
}
