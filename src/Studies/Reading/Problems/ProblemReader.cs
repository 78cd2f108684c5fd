namespace DlnDynamics.Studies;

/// <summary>The problem of a run: which loss, on which data.</summary>
internal sealed class ProblemReader(DataFiles files)
{
    public ProblemSettings? Read(Section? study)
    {
        Section? problem = study?.Child("problem", "a mapping with one loss: completion or factorization");
        string? loss = problem?.ExactlyOne("loss", StudySchema.At("problem")!);
        if (loss is null || problem!.Child(loss, "a mapping with the key matrix") is not { } data)
        {
            return null;
        }
        MatrixSource? matrix = new MatrixReader(files).Read(data);
        DataScale? scale = ReadScale(data);
        if (loss == "factorization")
        {
            CheckWhole(data, matrix);
            CheckScale(data, scale, matrix);
            return matrix is null || scale is null ? null : new FactorizationSettings(matrix, scale);
        }
        ObservedEntries? observed = new ObservedReader(files).Read(data, matrix);
        CheckScale(data, scale, matrix);
        return matrix is null || scale is null || observed is null ? null : new CompletionSettings(matrix, observed, scale);
    }

    private static DataScale? ReadScale(Section data) => data["scale"] switch
    {
        ScalarNode { Text: "unit-spectral-norm" } => new UnitSpectralNorm(),
        ScalarNode { Text: "unit-rms" } => new UnitRootMeanSquare(),
        _ => data.Number("scale", "a positive number, unit-spectral-norm or unit-rms", value => value > 0) is { } value ? new FixedScale(value) : null,
    };

    private static void CheckWhole(Section data, MatrixSource? source)
    {
        if (source is MatrixOfFile { Matrix: var matrix } && matrix.PresentCount < matrix.Values.Length)
        {
            int missing = Enumerable.Range(0, matrix.Values.Length).First(i => double.IsNaN(matrix.Values[i]));
            data.Refuse("matrix", $"factorization needs every entry, and row {missing % matrix.Rows + 1}, column {missing / matrix.Rows + 1} "
                + "of this matrix is missing; use completion.");
        }
    }

    private static void CheckScale(Section data, DataScale? scale, MatrixSource? source)
    {
        if (scale is UnitSpectralNorm or UnitRootMeanSquare && source is MatrixOfFile { Matrix.Values: var values } && values.All(value => value is 0 or double.NaN))
        {
            data.Refuse("scale", "every entry of the matrix is 0, so no scale makes its size 1; state a number.");
        }
    }
}
