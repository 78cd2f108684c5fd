namespace DlnDynamics.Studies;

/// <summary>Names of enumerations as files write them: ReachedEnd → reached-end.</summary>
internal static class KebabCase
{
    public static string Of(string pascalCase) =>
        string.Concat(pascalCase.Select((letter, i) => char.IsUpper(letter) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(letter) : letter.ToString()));
}
