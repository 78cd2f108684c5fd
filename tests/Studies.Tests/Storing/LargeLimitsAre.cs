using System.IO.Compression;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies.Tests;

/// <summary>An X too large for its entries to be stored is stored by its modes, and nothing else of it is.</summary>
public sealed class LargeLimitsAre
{
    [Fact]
    public void Stored_by_their_factors()
    {
        using TemporaryFolder folder = new();
        FlowState modes = new(3, 2, 1);
        modes.Left[1, 0] = modes.Right[0, 0] = 1;
        modes.LogSigma[0] = -2;
        RunRecord record = new() { Key = "0123456789abcdef", ReturnCode = "reached-end", Sentence = "Done.", LimitModes = modes };
        FolderStore store = new(folder.Path);
        store.Write(record, SampleStudy.Read(folder).Runs[0].Settings);
        Assert.False(File.Exists(store.PathOf("runs", record.Key, "limit.npy")));
        Assert.False(File.Exists(store.PathOf("runs", record.Key, "limit-completed-factors.npz")));
        using ZipArchive archive = ZipFile.OpenRead(store.PathOf("runs", record.Key, "limit-factors.npz"));
        Assert.Equal(["left.npy", "log-sigma.npy", "right.npy"], archive.Entries.Select(entry => entry.FullName));
        Matrix Array(string name)
        {
            using MemoryStream bytes = new();
            using Stream stream = archive.GetEntry(name + ".npy")!.Open();
            stream.CopyTo(bytes);
            return NpyFile.Read(bytes.ToArray());
        }
        Assert.Equal(modes.Left.Data.ToArray(), Array("left").Data.ToArray());
        Assert.Equal([-2], Array("log-sigma").Data.ToArray());
        Assert.Equal(modes.Right.Data.ToArray(), Array("right").Data.ToArray());
    }
}
