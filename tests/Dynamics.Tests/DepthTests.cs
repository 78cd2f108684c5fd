namespace DlnDynamics.Dynamics.Tests;

public sealed class DepthTests
{
    [Theory]
    [InlineData(0.5)]
    [InlineData(1.5)]
    [InlineData(0)]
    [InlineData(-3)]
    [InlineData(double.NaN)]
    public void Refuses_depths_at_which_the_flow_is_not_defined(double n)
    {
        Assert.False(Depth.IsValid(n));
        Assert.Throws<ArgumentOutOfRangeException>(() => Depth.Real(n));
    }

    [Fact]
    public void Defaults_to_one_layer()
    {
        Assert.Equal(Depth.Of(1), default);
        Assert.Equal(1, default(Depth).Layers);
    }

    [Fact]
    public void Prints_as_study_files_write_it()
    {
        Assert.Equal(["1", "3", "2.5", "infinite"], new[] { Depth.Of(1), Depth.Of(3), Depth.Real(2.5), Depth.Infinite }.Select(depth => depth.ToString()));
        Assert.Equal(0, Depth.Infinite.Reciprocal);
    }

    [Fact]
    public void Has_layers_only_when_whole()
    {
        Assert.Throws<InvalidOperationException>(() => Depth.Real(2.5).Layers);
        Assert.Throws<InvalidOperationException>(() => Depth.Infinite.Layers);
        Assert.Equal(int.MaxValue, Depth.Real(int.MaxValue).Layers);
        Assert.True(Depth.Real(1e12).HasLayers);
        Assert.Contains("2147483647", Assert.Throws<InvalidOperationException>(() => Depth.Real(1e12).Layers).Message, StringComparison.Ordinal);
        Assert.True(Depth.Real(2.5) < Depth.Of(3) && Depth.Of(1000) < Depth.Infinite);
    }
}
