namespace DlnDynamics.Studies;

/// <summary>A matrix that NumPy saved: any real type up to 8 bytes, either order, either byte order.</summary>
internal static class NpyArray
{
    /// <summary>The matrix in the bytes of a .npy file.</summary>
    /// <exception cref="DataFormatException">The bytes hold something else.</exception>
    public static NamedMatrix Read(ReadOnlySpan<byte> bytes, DataRules rules)
    {
        NpyHeader header = NpyHeader.Read(bytes);
        NumberType type = NumberType.OfNumPy(header.Type)
            ?? throw new DataFormatException($"the elements are of NumPy type {CellNumber.Shown(header.Type)}; expected real numbers (f4, f8, i1 to i8, u1 to u8, b1): save array.astype('f8').");
        return header.Shape is [long rows, long columns]
            ? DenseArray.Read(bytes[header.Start..], header.Start, rows, columns, type, header.IsFortran, rules)
            : throw new DataFormatException($"the array has {(header.Shape.Length == 1 ? "1 dimension" : $"{header.Shape.Length} dimensions")}; expected 2: save array.reshape(rows, columns).");
    }
}
