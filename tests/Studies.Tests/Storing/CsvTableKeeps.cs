using DlnDynamics.Analysis;

namespace DlnDynamics.Studies.Tests;

public sealed class CsvTableKeeps
{
    [Fact]
    public void Every_double_and_every_text()
    {
        const int Seed = 20261120;
        Random random = new(Seed);
        double[] numbers = [.. Enumerable.Range(0, 1000).Select(_ => BitConverter.Int64BitsToDouble(random.NextInt64(long.MinValue, long.MaxValue))), 0, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity];
        DataFrame frame = new(new Column<double>("value", [.. numbers]), new Column<string>("event", [.. numbers.Select((_, i) => i % 3 == 0 ? "a,\"b\"\nc" : "é ")]));
        DataFrame back = CsvTable.Read(CsvTable.Write(frame));
        Assert.True(frame.Get<double>("value").SequenceEqual(back.Get<double>("value")), $"seed {Seed}");
        Assert.Equal(frame.Get<string>("event"), back.Get<string>("event"));
    }
}
