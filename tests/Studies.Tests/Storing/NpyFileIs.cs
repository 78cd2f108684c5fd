using System.Collections.Immutable;
using System.Text;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies.Tests;

public sealed class NpyFileIs
{
    [Fact]
    public void What_NumPy_writes()
    {
        Matrix matrix = Matrix.Of(new double[,] { { 1, 2, 3 }, { 4, 5, -0.5 } });
        byte[] bytes = NpyFile.Write(matrix);
        // numpy.save of the same array: a header of 128 bytes, then 1.0, 2.0, … row after row.
        Assert.Equal(128 + (6 * 8), bytes.Length);
        Assert.Equal("\u0093NUMPY\u0001\0v\0{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }", Encoding.Latin1.GetString(bytes)[..69]);
        Assert.Equal((byte)'\n', bytes[127]);
        Assert.Equal(2, BitConverter.ToDouble(bytes, 136));
        Assert.Equal(matrix.Data.ToArray(), NpyFile.Read(bytes).Data.ToArray());
    }

    [Fact]
    public void What_NumPy_writes_of_several_matrices()
    {
        ImmutableArray<Matrix> path = [Matrix.Of(new double[,] { { 1, 2, 3 }, { 4, 5, 6 } }), Matrix.Of(new double[,] { { 7, 8, 9 }, { 10, 11, 12 } })];
        byte[] bytes = NpyFile.WriteAll(path);
        Assert.Contains("'shape': (2, 2, 3), }", Encoding.Latin1.GetString(bytes)[..128], StringComparison.Ordinal);
        Assert.Equal(Enumerable.Range(1, 12).Select(value => (double)value), Enumerable.Range(0, 12).Select(k => BitConverter.ToDouble(bytes, 128 + 8 * k)));
        Assert.Equal(path.Select(matrix => matrix.Data.ToArray()), NpyFile.ReadAll(bytes).Select(matrix => matrix.Data.ToArray()));
        Assert.ThrowsAny<FormatException>(() => NpyFile.Read(bytes));
        Assert.Empty(NpyFile.ReadAll(NpyFile.WriteAll(ImmutableArray<Matrix>.Empty)));
    }

    [Fact]
    public void Refused_when_it_is_something_else()
    {
        Assert.ThrowsAny<FormatException>(() => NpyFile.Read("hello"u8));
        Assert.ThrowsAny<FormatException>(() => NpyFile.Read(NpyFile.Write(new(2, 2)).AsSpan()[..^1]));
    }
}
