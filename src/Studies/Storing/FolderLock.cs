namespace DlnDynamics.Studies;

/// <summary>Holds a results folder for one writer; the operating system lets go when the process ends, however it ends.</summary>
internal sealed class FolderLock : IDisposable
{
    private readonly FileStream stream;

    private FolderLock(FileStream stream) => this.stream = stream;

    /// <summary>Takes hold of a folder.</summary>
    /// <exception cref="FolderInUseException">Another process is writing to it.</exception>
    public static FolderLock Take(string folder)
    {
        Directory.CreateDirectory(folder);
        try
        {
            return new(new FileStream(
                Path.Combine(folder, ".lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose));
        }
        catch (IOException exception)
        {
            throw new FolderInUseException(folder, exception);
        }
    }

    public void Dispose() => stream.Dispose();
}
