namespace DlnDynamics.Studies;

/// <summary>The first line of a MatrixMarket file.</summary>
/// <param name="IsCoordinate">Whether the file lists entries with their row and column; otherwise it holds all of them, column after column.</param>
/// <param name="Field">What an entry is: real, integer or pattern.</param>
/// <param name="Symmetry">What the file says of the other triangle: general, symmetric or skew-symmetric.</param>
/// <remarks>Source: NIST, "Matrix Market Exchange Formats".</remarks>
internal sealed record MatrixMarketHeader(bool IsCoordinate, string Field, string Symmetry)
{
    public bool IsGeneral => Symmetry == "general";

    public bool IsSkew => Symmetry == "skew-symmetric";

    /// <summary>The header in the words of a line.</summary>
    /// <exception cref="DataFormatException">It is not the header of a real matrix.</exception>
    public static MatrixMarketHeader Of(string[] words)
    {
        string[] header = [.. words.Select(word => word.ToLowerInvariant())];
        if (header is not ["%%matrixmarket", var kind, var format, var field, var symmetry])
        {
            throw new DataFormatException("expected a first line as in \"%%MatrixMarket matrix coordinate real general\".");
        }
        if (field == "complex" || symmetry == "hermitian")
        {
            throw new DataFormatException($"the matrix is {(symmetry == "hermitian" ? "hermitian" : "complex")}; expected a real one (real, integer or pattern).");
        }
        // SciPy writes unsigned-integer, older programs double.
        string number = field switch { "unsigned-integer" => "integer", "double" => "real", _ => field };
        bool isKnown = kind == "matrix" && format is "coordinate" or "array" && number is "real" or "integer" or "pattern"
            && symmetry is "general" or "symmetric" or "skew-symmetric" && (number != "pattern" || (format == "coordinate" && symmetry != "skew-symmetric"));
        return isKnown
            ? new(format == "coordinate", number, symmetry)
            : throw new DataFormatException($"\"{CellNumber.Shown(string.Join(' ', words.Skip(1)))}\" is not a MatrixMarket format; expected matrix, coordinate or array, "
                + "real, integer or (coordinate only) pattern, general, symmetric or skew-symmetric.");
    }
}
