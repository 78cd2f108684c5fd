using System.Text.Json;

namespace DlnDynamics.Studies;

/// <summary>A start as canonical JSON.</summary>
internal static class StartJson
{
    public static void Write(Utf8JsonWriter json, StartSettings start)
    {
        (string kind, int? seed, int? size) fields = start switch
        {
            BalancedOrthogonalSettings s => ("balanced-orthogonal", s.Seed, null),
            BalancedGaussianSettings s => ("balanced-gaussian", s.Seed, null),
            BalancedIdentitySettings => ("balanced-identity", null, null),
            BalancedLowRankSettings s => ("balanced-low-rank", s.Seed, s.Rank),
            BalancedMatrixSettings => ("balanced-matrix", null, null),
            LayersGaussianSettings s => ("layers-gaussian", s.Seed, s.Width),
            LayersIdentitySettings => ("layers-identity", null, null),
            LayersFileSettings => ("layers-file", null, null),
            _ => throw new ArgumentOutOfRangeException(nameof(start)),
        };
        json.WriteStartObject();
        json.WriteString("kind", fields.kind);
        json.WriteNumber("scale", start.Scale);
        if (fields.seed is { } stated)
        {
            json.WriteNumber("seed", stated);
        }
        if (fields.size is { } rankOrWidth)
        {
            json.WriteNumber(start is LayersGaussianSettings ? "width" : "rank", rankOrWidth);
        }
        if (start is BalancedMatrixSettings given)
        {
            ProblemJson.WriteMatrix(json, "matrix", given.Matrix, given.Sha256);
        }
        if (start is LayersFileSettings layers)
        {
            for (int p = 0; p < layers.Layers.Length; p++)
            {
                ProblemJson.WriteMatrix(json, $"W{p + 1}", layers.Layers[p], layers.Sha256[p]);
            }
        }
        json.WriteEndObject();
    }
}
