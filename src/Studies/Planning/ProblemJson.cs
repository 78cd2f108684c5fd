using System.Security.Cryptography;
using System.Text.Json;

namespace DlnDynamics.Studies;

/// <summary>A problem as canonical JSON; its data by what they are, not by where they lay.</summary>
internal static class ProblemJson
{
    public static void Write(Utf8JsonWriter json, ProblemSettings problem)
    {
        json.WriteStartObject();
        json.WriteString("loss", problem switch
        {
            CompletionSettings => "completion",
            FactorizationSettings => "factorization",
            RegressionSettings => "regression",
            SensingSettings => "sensing",
            LinearSettings => "linear",
            _ => throw new ArgumentException($"{problem.GetType().Name} has no canonical text yet: without one, different problems would share a key.", nameof(problem)),
        });
        WriteSource(json, problem.Data);
        switch (problem)
        {
            case CompletionSettings completion:
                WriteObserved(json, completion.Observed);
                if (completion.Weights is { } weights)
                {
                    WriteMatrix(json, "weights", weights.Matrix, weights.Sha256);
                }
                break;
            case RegressionSettings regression:
                json.WriteBoolean("samples-are-rows", regression.SamplesAreRows);
                if (regression.Outputs is { } outputs)
                {
                    WriteMatrix(json, "outputs", outputs.Matrix, outputs.Sha256);
                }
                break;
            case SensingSettings sensing:
                json.WriteNumber("rows", sensing.RowsOfX);
                WriteMatrix(json, "values", sensing.Values.Matrix, sensing.Values.Sha256);
                break;
        }
        WritePreparation(json, problem);
        json.WriteEndObject();
    }

    // What is not done is not written: keys of studies from before stay what they were.
    private static void WritePreparation(Utf8JsonWriter json, ProblemSettings problem)
    {
        if (problem.IsLogarithmic)
        {
            json.WriteString("transform", "log");
        }
        if (problem.Centre != Centring.None)
        {
            json.WriteString("centre", KebabCase.Of(problem.Centre.ToString()));
        }
        if (problem.Ridge != 0)
        {
            json.WriteNumber("ridge", problem.Ridge);
        }
        switch (problem.Scale)
        {
            case FixedScale(var value):
                json.WriteNumber("scale", value);
                break;
            default:
                json.WriteString("scale", problem.Scale is UnitSpectralNorm ? "unit-spectral-norm" : "unit-rms");
                break;
        }
    }

    // The hash of the file's bytes alone would not tell two ways to read it (names, missing) apart: the values are hashed as they were understood.
    public static void WriteMatrix(Utf8JsonWriter json, string name, NamedMatrix matrix, string sha256)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        byte[] bytes = new byte[8];
        foreach (double value in matrix.Values)
        {
            BitConverter.TryWriteBytes(bytes, double.IsNaN(value) ? long.MinValue : BitConverter.DoubleToInt64Bits(value));
            hash.AppendData(bytes);
        }
        json.WriteStartObject(name);
        json.WriteString("file-sha256", sha256);
        json.WriteNumber("rows", matrix.Rows);
        json.WriteNumber("columns", matrix.Columns);
        json.WriteString("values-sha256", Convert.ToHexStringLower(hash.GetHashAndReset()));
        json.WriteEndObject();
    }

    private static void WriteSource(Utf8JsonWriter json, MatrixSource source)
    {
        if (source is MatrixOfFile file)
        {
            WriteMatrix(json, "matrix", file.Matrix, file.Sha256);
            return;
        }
        if (source is DiagonalMatrix diagonal)
        {
            json.WriteStartArray("diagonal");
            foreach (double value in diagonal.Values)
            {
                json.WriteNumberValue(value);
            }
            json.WriteEndArray();
            return;
        }
        SyntheticMatrix synthetic = (SyntheticMatrix)source;
        json.WriteStartObject("matrix");
        json.WriteNumber("rows", synthetic.Rows);
        json.WriteNumber("columns", synthetic.Columns);
        json.WriteStartArray("singular-values");
        foreach (double value in synthetic.SingularValues)
        {
            json.WriteNumberValue(value);
        }
        json.WriteEndArray();
        json.WriteNumber("seed", synthetic.Seed);
        json.WriteEndObject();
    }

    private static void WriteObserved(Utf8JsonWriter json, ObservedEntries observed)
    {
        switch (observed)
        {
            case FractionOfEntries(var fraction, var seed) of:
                json.WriteStartObject("observed");
                json.WriteNumber("fraction", fraction);
                json.WriteNumber("seed", seed);
                if (!of.Columns.IsDefault)
                {
                    json.WriteStartArray("columns");
                    foreach (int column in of.Columns)
                    {
                        json.WriteNumberValue(column);
                    }
                    json.WriteEndArray();
                }
                json.WriteEndObject();
                break;
            case MaskedEntries(_, var hash) mask:
                json.WriteStartObject("observed");
                json.WriteString("mask-sha256", hash);
                if (mask.Array is { } array)
                {
                    json.WriteString("array", array);
                }
                json.WriteEndObject();
                break;
            default:
                json.WriteString("observed", observed is AllEntries ? "all" : "diagonal");
                break;
        }
    }
}
