using System.Collections.Immutable;
using System.Text.Json;
using DlnDynamics.Dynamics;

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
            BalancedSpectralSettings s => ("balanced-spectral", null, s.Rank),
            BalancedMatrixSettings => ("balanced-matrix", null, null),
            LayersGaussianSettings s => ("layers-gaussian", s.Seed, s.Width),
            LayersIdentitySettings s => ("layers-identity", null, s.Width),
            LayersRelaxedBalancedSettings s => ("layers-relaxed-balanced", s.Seed, null),
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
            json.WriteNumber(start is LayersGaussianSettings or LayersIdentitySettings ? "width" : "rank", rankOrWidth);
        }
        WriteStated(json, start);
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

    // What has a default that older studies did not know is written only where it is another, so that their keys stay.
    private static void WriteStated(Utf8JsonWriter json, StartSettings start)
    {
        StartSign sign = start switch
        {
            BalancedOrthogonalSettings s => s.Sign,
            BalancedGaussianSettings s => s.Sign,
            _ => StartSign.Any,
        };
        if (sign != StartSign.Any)
        {
            json.WriteString("sign", sign == StartSign.Positive ? "positive" : "negative");
        }
        ImmutableArray<int> widths = start switch
        {
            LayersGaussianSettings s => s.Widths,
            LayersIdentitySettings s => s.Widths,
            _ => default,
        };
        if (!widths.IsDefault)
        {
            json.WriteStartArray("widths");
            foreach (int width in widths)
            {
                json.WriteNumberValue(width);
            }
            json.WriteEndArray();
        }
        if (start is LayersRelaxedBalancedSettings relaxed)
        {
            json.WriteStartArray("imbalances");
            foreach (double imbalance in relaxed.Imbalances)
            {
                json.WriteNumberValue(imbalance);
            }
            json.WriteEndArray();
        }
    }
}
