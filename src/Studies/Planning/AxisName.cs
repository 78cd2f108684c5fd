namespace DlnDynamics.Studies;

/// <summary>The column name of an axis: its shortest dotted path that no other key of a study file and no column of runs.csv shares.</summary>
public static class AxisName
{
    /// <summary>The name for the key at a dotted path.</summary>
    public static string Of(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string[] parts = path.Split('.');
        for (int skip = parts.Length - 1; skip > 0; skip--)
        {
            string name = string.Join('.', parts.Skip(skip));
            if (!RunColumns.Names.Contains(name) && StudySchema.Paths.Count(other => StudySchema.EndsWith(other, name)) == 1)
            {
                return name;
            }
        }
        return path;
    }
}
