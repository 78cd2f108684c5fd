using System.Collections.Immutable;
using System.Text;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>A results folder: runs by their keys, each in a folder that appears whole or not at all.</summary>
/// <param name="folder">The folder; made when something is first written.</param>
public sealed class FolderStore(string folder)
{
    private const string PathFile = "path.npy";
    private const string LimitFile = "limit.npy";
    private const string CompletedLimitFile = "limit-completed.npy";

    private static readonly (string File, Func<RunRecord, DataFrame> Of)[] Frames =
    [
        ("trajectory.csv", record => record.Trajectory),
        ("singular-values.csv", record => record.SingularValues),
        ("events.csv", record => record.Events),
        ("rates.csv", record => record.Rates),
        ("stages.csv", record => record.Stages),
        ("stationarity.csv", record => record.Stationarity),
        ("certificates.csv", record => record.Certificates),
    ];

    /// <summary>The folder.</summary>
    public string Folder { get; } = folder;

    /// <summary>The path of a file in the folder.</summary>
    public string PathOf(params ReadOnlySpan<string> names) => Path.Combine([Folder, .. names]);

    /// <summary>The path of a table of baselines.</summary>
    public string BaselinesOf(string name) => PathOf("baselines", name + ".csv");

    /// <summary>The path of what one of its methods makes of the data.</summary>
    public string BaselinesOf(string name, string method) => PathOf("baselines", name, method + ".csv");

    /// <summary>The path of a table of descent in discrete time.</summary>
    internal string DescentOf(string name, string file) => PathOf("descent", name, file);

    /// <summary>The unknowns of a stored run at the time reached, one column.</summary>
    internal Matrix ReadState(string key) => NpzFile.Read(File.ReadAllBytes(PathOf("runs", key, "state.npz")), "state");

    /// <summary>How the stored run with a key ended, or "not-run".</summary>
    public string ReturnCodeOf(string key) => ReadSummary(key)?.ReturnCode ?? RunOutcome.NotRun;

    /// <summary>The stored run with a key, without its matrices; null when there is none.</summary>
    public RunRecord? Read(string key)
    {
        if (ReadSummary(key) is not { } record)
        {
            return null;
        }
        DataFrame Frame(string file) => File.Exists(PathOf("runs", key, file)) ? CsvTable.Read(File.ReadAllText(PathOf("runs", key, file))) : new();
        return record with
        {
            Trajectory = Frame("trajectory.csv"),
            SingularValues = Frame("singular-values.csv"),
            Events = Frame("events.csv"),
            Rates = Frame("rates.csv"),
            Stages = Frame("stages.csv"),
            Stationarity = Frame("stationarity.csv"),
            Certificates = Frame("certificates.csv"),
        };
    }

    /// <summary>The end-to-end matrices of a stored run: along its trajectory, where they were stored, and its limit, where that could be completed.</summary>
    public (ImmutableArray<Matrix> Path, Matrix? Limit) ReadMatrices(string key)
    {
        string path = PathOf("runs", key, PathFile), limit = PathOf("runs", key, CompletedLimitFile);
        return (
            File.Exists(path) ? NpyFile.ReadAll(File.ReadAllBytes(path)) : [],
            File.Exists(limit) ? NpyFile.Read(File.ReadAllBytes(limit)) : null);
    }

    /// <summary>Stores a run, replacing one with the same key.</summary>
    public void Write(RunRecord record, RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(record);
        string runs = PathOf("runs"), target = PathOf("runs", record.Key);
        Directory.CreateDirectory(runs);
        string aside = AtomicFile.UnfinishedName(runs, record.Key);
        Directory.CreateDirectory(aside);
        foreach ((string file, Func<RunRecord, DataFrame> of) in Frames)
        {
            if (of(record).Columns.Length > 0)
            {
                AtomicFile.WriteThrough(Path.Combine(aside, file), Encoding.UTF8.GetBytes(CsvTable.Write(of(record))));
            }
        }
        if (record.Limit is { } limit)
        {
            AtomicFile.WriteThrough(Path.Combine(aside, LimitFile), NpyFile.Write(limit));
        }
        if (record.CompletedLimit is { } completedLimit)
        {
            AtomicFile.WriteThrough(Path.Combine(aside, CompletedLimitFile), NpyFile.Write(completedLimit));
        }
        foreach ((string file, FlowState? modes) in (ReadOnlySpan<(string, FlowState?)>)[("limit-factors.npz", record.LimitModes), ("limit-completed-factors.npz", record.CompletedLimitModes)])
        {
            if (modes is not null)
            {
                Matrix logSigma = Matrix.CopyOf(new(modes.LogSigma, modes.Modes, 1));
                AtomicFile.WriteThrough(Path.Combine(aside, file), NpzFile.Write(("left", modes.Left), ("log-sigma", logSigma), ("right", modes.Right)));
            }
        }
        if (!record.Path.IsEmpty)
        {
            AtomicFile.WriteThrough(Path.Combine(aside, PathFile), NpyFile.WriteAll(record.Path));
        }
        if (record.State is { } state)
        {
            AtomicFile.WriteThrough(Path.Combine(aside, "state.npz"), NpzFile.Write(("time", Matrix.Diagonal(record.Time)), ("state", state)));
        }
        if (record.Completed is { } completed)
        {
            AtomicFile.WriteThrough(Path.Combine(aside, "completed.csv"), Encoding.UTF8.GetBytes(CompletedTable.Write(completed)));
        }
        if (record.Fault is { } fault)
        {
            AtomicFile.WriteThrough(Path.Combine(aside, "fault.txt"), Encoding.UTF8.GetBytes(fault + "\n"));
        }
        AtomicFile.WriteThrough(Path.Combine(aside, "run.json"), RunJson.Write(record, settings, TimeProvider.System.GetUtcNow()));
        if (Directory.Exists(target))
        {
            string old = AtomicFile.UnfinishedName(runs, record.Key);
            Directory.Move(target, old);
            Directory.Move(aside, target);
            Directory.Delete(old, recursive: true);
        }
        else
        {
            Directory.Move(aside, target);
        }
    }

    /// <summary>Keeps what a run that was stopped early needs to go on; forgets it when the run has ended.</summary>
    public void KeepUnfinished(RunRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        string path = UnfinishedPath(record.Key);
        if (record.Saved is { } saved)
        {
            AtomicFile.Write(path, saved);
        }
        else if (record.ReturnCode != RunOutcome.Cancelled && File.Exists(path))
        {
            File.Delete(path);
            if (!Directory.EnumerateFileSystemEntries(PathOf("unfinished")).Any())
            {
                Directory.Delete(PathOf("unfinished"));
            }
        }
    }

    /// <summary>What an earlier session of a run left; null where there is nothing.</summary>
    public byte[]? ReadUnfinished(string key) => File.Exists(UnfinishedPath(key)) ? File.ReadAllBytes(UnfinishedPath(key)) : null;

    /// <summary>Removes what a killed process left unfinished.</summary>
    public void RemoveUnfinished()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }
        string pattern = ".*" + AtomicFile.UnfinishedEnding;
        EnumerationOptions everywhere = new() { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None };
        foreach (string unfinished in Directory.GetDirectories(Folder, pattern, everywhere))
        {
            Directory.Delete(unfinished, recursive: true);
        }
        foreach (string file in Directory.GetFiles(Folder, pattern, everywhere))
        {
            File.Delete(file);
        }
    }

    /// <summary>Holds the folder for this process until disposed.</summary>
    /// <exception cref="FolderInUseException">Another process is writing to it.</exception>
    public IDisposable Lock() => FolderLock.Take(Folder);

    private string UnfinishedPath(string key) => PathOf("unfinished", key + ".checkpoint");

    private RunRecord? ReadSummary(string key)
    {
        string path = PathOf("runs", key, "run.json");
        return File.Exists(path) ? RunJson.Read(File.ReadAllBytes(path)) : null;
    }
}
