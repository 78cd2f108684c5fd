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
            _ => throw new ArgumentException($"{problem.GetType().Name} has no canonical text yet: without one, different problems would share a key.", nameof(problem)),
        });
        WriteSource(json, problem.Matrix);
        if (problem is CompletionSettings completion)
        {
            WriteObserved(json, completion.Observed);
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
        json.WriteEndObject();
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
            case FractionOfEntries(var fraction, var seed):
                json.WriteStartObject("observed");
                json.WriteNumber("fraction", fraction);
                json.WriteNumber("seed", seed);
                json.WriteEndObject();
                break;
            case MaskedEntries(_, var hash):
                json.WriteStartObject("observed");
                json.WriteString("mask-sha256", hash);
                json.WriteEndObject();
                break;
            default:
                json.WriteString("observed", observed is AllEntries ? "all" : "diagonal");
                break;
        }
    }
}
