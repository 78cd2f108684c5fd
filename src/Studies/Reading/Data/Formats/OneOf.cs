namespace DlnDynamics.Studies;

/// <summary>Chooses an array of a file that may hold several.</summary>
internal static class OneOf
{
    /// <summary>The array that the study names, or the only one.</summary>
    /// <exception cref="DataFormatException">There is none of that name, or more than one and no name.</exception>
    public static T Of<T>(IReadOnlyList<(string Name, T Value)> arrays, string? name)
        where T : notnull
    {
        (string Name, T Value)[] chosen = [.. arrays.Where(array => name is null || array.Name == name)];
        if (chosen.Length == 1)
        {
            return chosen[0].Value;
        }
        const int Shown = 10;
        string known = string.Join(", ", arrays.Take(Shown).Select(array => CellNumber.Shown(array.Name))) + (arrays.Count > Shown ? ", …" : "");
        throw new DataFormatException(
            arrays.Count == 0 ? "the file holds no array of numbers."
            : name is null ? $"the file holds {arrays.Count} arrays; state which one behind its name, as in FILE#NAME: one of {known}."
            : chosen.Length == 0 ? $"the file holds no array \"{CellNumber.Shown(name)}\"; expected one of {known}."
            : $"the file holds {chosen.Length} arrays \"{CellNumber.Shown(name)}\".");
    }
}
