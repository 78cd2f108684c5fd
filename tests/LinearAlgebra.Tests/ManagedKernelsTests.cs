using System.Numerics;

namespace DlnDynamics.LinearAlgebra.Tests;

public class ManagedKernelsTests
{
    [Fact]
    public void The_name_says_how_wide_the_vectors_are() =>
        Assert.Equal($"managed, Vector<double> of {Vector<double>.Count}", DenseKernels.Default.Name);

    [Fact]
    public void One_object_serves_many_threads()
    {
        const int size = 40;
        Matrix a = Samples.GaussianMatrix(new Random(1), size, size), expected = new(size, size);
        DenseKernels.Default.Multiply(1, a.View, Transpose.No, a.View, Transpose.Yes, 0, expected.View);
        Parallel.For(0, 64, _ =>
        {
            Matrix c = new(size, size);
            DenseKernels.Default.Multiply(1, a.View, Transpose.No, a.View, Transpose.Yes, 0, c.View);
            Assert.Equal(expected.Data.ToArray(), c.Data.ToArray());
        });
    }
}
