namespace DlnDynamics.Studies;

/// <summary>Another process is writing to a results folder.</summary>
public sealed class FolderInUseException(string folder, Exception inner)
    : Exception($"Another dln is already writing to {folder}; wait until it is done, or choose another folder with --out.", inner)
{
    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;
}
