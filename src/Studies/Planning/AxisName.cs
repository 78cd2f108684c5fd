namespace DlnDynamics.Studies;

/// <summary>The column name of an axis: its shortest dotted path that no other key of a study file and no column of runs.csv shares.</summary>
public static class AxisName
{
    private const string Problem = "problem";

    /// <summary>The name for the key at a dotted path.</summary>
    /// <param name="path">The path.</param>
    /// <param name="axes">The paths of all axes of the study. Keys of losses that the study does not vary do not make a name ambiguous: it has one loss.</param>
    public static string Of(string path, params IReadOnlyCollection<string> axes)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(axes);
        string[] parts = path.Split('.');
        for (int skip = parts.Length - 1; skip > 0; skip--)
        {
            string name = string.Join('.', parts.Skip(skip));
            if (!RunColumns.Names.Contains(name) && StudySchema.Paths.Count(other => StudySchema.EndsWith(other, name) && (axes.Contains(other) || !IsOfAnotherLoss(other, parts))) == 1)
            {
                return name;
            }
        }
        return path;
    }

    private static bool IsOfAnotherLoss(string other, string[] path) =>
        path.Length > 2 && path[0] == Problem && other.Split('.') is [Problem, var loss, ..] && loss != path[1];
}
