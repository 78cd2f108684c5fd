namespace DlnDynamics.Studies;

/// <summary>Tells files that can be read whole from those on which opening or reading would wait without end.</summary>
internal static class OrdinaryFile
{
    /// <summary>What is said of a file without content.</summary>
    public const string Refusal = "the file is empty, or is no ordinary file but a pipe or a device; write what it should hold to an ordinary file first.";

    /// <summary>Whether a file that exists states a length above 0, as only ordinary files do. Links are followed; nothing is opened, for that may wait for a writer.</summary>
    /// <exception cref="IOException">The links lead in a circle.</exception>
    public static bool HasContent(string path)
    {
        FileInfo file = new(path);
        return (file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file) is { Exists: true, Length: > 0 };
    }
}
