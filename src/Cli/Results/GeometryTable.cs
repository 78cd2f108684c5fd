using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>The geometry of a matrix: what it is, a line a depth, and the notes, each once.</summary>
internal static class GeometryTable
{
    private const int MostValues = 8;

    public static string Write(string file, ImmutableArray<MatrixGeometry> geometries)
    {
        CountedModes modes = geometries[0].Modes;
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{file}: {modes.Rows} × {modes.Columns}, rank {modes.Rank}, effective rank {modes.EffectiveRank:G4}, stable rank {modes.StableRank:G4}\n");
        if (!modes.SingularValues.IsEmpty)
        {
            string more = modes.SingularValues.Length > MostValues ? $", …, {Short(modes.SingularValues[^1])}" : "";
            text.Append(CultureInfo.InvariantCulture, $"singular values: {string.Join(", ", modes.SingularValues.Take(MostValues).Select(Short))}{more}\n");
        }
        text.Append('\n').Append(TextTable.Write(
            ["depth", .. GeometryJson.Numbers.Select(number => number.Name.Replace("log-volume-", "", StringComparison.Ordinal))],
            geometries.Select(geometry => (string[])[geometry.DepthName, .. GeometryJson.Numbers.Select(number => Cell(number.Of(geometry)))])));
        string[] notes = [.. geometries.SelectMany(geometry => geometry.Notes).Distinct()];
        return text.Append(notes.Length > 0 ? "\n" : "").AppendJoin("", notes.Select(note => $"{DepthsOf(note, geometries)}{note}\n")).ToString();
    }

    // A note on every line of the table needs no label.
    private static string DepthsOf(string note, ImmutableArray<MatrixGeometry> geometries)
    {
        string[] depths = [.. geometries.Where(geometry => geometry.Notes.Contains(note)).Select(geometry => geometry.DepthName)];
        return depths.Length == geometries.Length ? "" : $"depth {string.Join(", ", depths)}: ";
    }

    private static string Short(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    private static string Cell(double value) => double.IsNaN(value) ? "-" : double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : value.ToString("G7", CultureInfo.InvariantCulture);
}
