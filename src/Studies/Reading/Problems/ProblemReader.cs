using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>The problem of a run: which loss, on which data.</summary>
internal sealed class ProblemReader(DataFiles files)
{
    private readonly MatrixReader matrices = new(files);

    public ProblemSettings? Read(Section? study)
    {
        Section? problem = study?.Child("problem", $"a mapping with one loss: {string.Join(", ", StudySchema.At("problem")!.Children.Select(child => child.Name))}");
        string? loss = problem?.ExactlyOne("loss", StudySchema.At("problem")!);
        if (loss is null || problem!.Child(loss, "a mapping with the data") is not { } data)
        {
            return null;
        }
        DataScale? scale = PreparationReader.Scale(data);
        double? ridge = PreparationReader.Ridge(data);
        ProblemSettings? settings = loss switch
        {
            "completion" or "weighted" => ReadCompletion(data, scale, isWeighted: loss == "weighted"),
            "factorization" => ReadFactorization(data, scale),
            "diagonal" => ReadDiagonal(data, scale),
            "linear" => matrices.Read(data) is { } matrix && IsWhole(data, "matrix", matrix, "a linear functional") && scale is not null ? new LinearSettings(matrix, scale) : null,
            "sensing" => new SensingReader(matrices).Read(data, scale),
            _ => new SamplesReader(matrices).Read(data, scale, isAutoencoder: loss == "autoencoder"),
        };
        return settings is null || ridge is null || !IsLearnable(data, settings) ? null : settings with { Ridge = ridge.Value };
    }

    /// <summary>Whether something is left of the data when they are prepared; reports where not.</summary>
    private static bool IsLearnable(Section data, ProblemSettings settings)
    {
        if (settings.Centre == Centring.None)
        {
            return true;
        }
        try
        {
            _ = ProblemData.Of(settings);
            return true;
        }
        catch (ArgumentException exception)
        {
            data.Refuse("centre", exception.Message);
            return false;
        }
    }

    /// <summary>Whether every entry is there; reports the first that is not.</summary>
    public static bool IsWhole(Section data, string key, MatrixSource source, string what)
    {
        if (source is MatrixOfFile { Matrix: var matrix } && matrix.PresentCount < matrix.Values.Length)
        {
            int missing = Enumerable.Range(0, matrix.Values.Length).First(i => double.IsNaN(matrix.Values[i]));
            string remedy = what switch
            {
                "factorization" => "use completion",
                "a linear functional" => "write 0 for an entry that it does not weigh",
                _ => "leave that sample out or fill it in, or use completion of the samples as a matrix, which takes missing entries",
            };
            data.Refuse(key, $"{what} needs every entry, and row {missing % matrix.Rows + 1}, column {missing / matrix.Rows + 1} of this matrix is missing; {remedy}.");
            return false;
        }
        return true;
    }

    private FactorizationSettings? ReadFactorization(Section data, DataScale? scale)
    {
        MatrixSource? matrix = matrices.Read(data);
        var prepared = PreparationReader.Read(data, matrix);
        bool isWhole = matrix is null || IsWhole(data, "matrix", matrix, "factorization");
        PreparationReader.CheckScale(data, scale, matrix);
        return matrix is null || scale is null || !isWhole || prepared is not var (isLogarithmic, centre)
            ? null
            : new FactorizationSettings(matrix, scale) { IsLogarithmic = isLogarithmic, Centre = centre };
    }

    private CompletionSettings? ReadCompletion(Section data, DataScale? scale, bool isWeighted)
    {
        MatrixSource? matrix = matrices.Read(data);
        ObservedEntries? observed = new ObservedReader(files).Read(data, matrix);
        var prepared = PreparationReader.Read(data, matrix);
        MatrixOfFile? weights = isWeighted ? ReadWeights(data, matrix) : null;
        PreparationReader.CheckScale(data, scale, matrix);
        return matrix is null || scale is null || observed is null || (isWeighted && weights is null) || prepared is not var (isLogarithmic, centre)
            ? null
            : new CompletionSettings(matrix, observed, scale) { Weights = weights, IsLogarithmic = isLogarithmic, Centre = centre };
    }

    private MatrixOfFile? ReadWeights(Section data, MatrixSource? source)
    {
        if (matrices.ReadWhole(data, "weights") is not { } weights || source is null)
        {
            return null;
        }
        if (weights.Rows != source.Rows || weights.Columns != source.Columns)
        {
            data.Refuse("weights", $"the weights are {weights.Rows} × {weights.Columns} and the matrix is {source.Rows} × {source.Columns}; they must have one shape.");
            return null;
        }
        NamedMatrix? matrix = (source as MatrixOfFile)?.Matrix;
        for (int k = 0; k < weights.Matrix.Values.Length; k++)
        {
            if (!(weights.Matrix.Values[k] > 0) && matrix?.IsPresent(k % weights.Rows, k / weights.Rows) != false)
            {
                data.Refuse("weights", string.Create(CultureInfo.InvariantCulture,
                    $"the weight in row {k % weights.Rows + 1}, column {k / weights.Rows + 1} is {weights.Matrix.Values[k]}; weights of present entries are positive: make an entry that must not count missing."));
                return null;
            }
        }
        return weights;
    }

    private static CompletionSettings? ReadDiagonal(Section data, DataScale? scale) =>
        data.Numbers("values", "a list of numbers, the diagonal") is { } values && scale is not null
            ? new(new DiagonalMatrix(values), new DiagonalEntries(), scale)
            : null;
}
