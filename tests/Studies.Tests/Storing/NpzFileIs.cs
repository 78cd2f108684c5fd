using System.IO.Compression;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies.Tests;

public sealed class NpzFileIs
{
    [Fact]
    public void An_archive_of_matrices_with_the_same_bytes_for_the_same_numbers()
    {
        Matrix state = Matrix.Of(new double[,] { { 1 }, { -2.5 } });
        byte[] bytes = NpzFile.Write(("time", Matrix.Diagonal(3)), ("state", state));
        Assert.Equal(bytes, NpzFile.Write(("time", Matrix.Diagonal(3)), ("state", state)));
        using ZipArchive archive = new(new MemoryStream(bytes));
        Assert.Equal(["time.npy", "state.npy"], archive.Entries.Select(entry => entry.FullName));
        using MemoryStream entry = new();
        using Stream stored = archive.GetEntry("state.npy")!.Open();
        stored.CopyTo(entry);
        Assert.Equal(state.Data.ToArray(), NpyFile.Read(entry.ToArray()).Data.ToArray());
    }
}
