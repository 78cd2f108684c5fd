using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis.Tests;

public sealed class ColumnTests
{
    [Fact]
    public void Refuses_an_empty_name() => Assert.Throws<ArgumentException>(() => new Column<int>("", [1]));

    [Fact]
    public void Keeps_name_unit_and_values()
    {
        Column<double> column = new("time", [1, 2], "rescaled");
        Assert.Equal("time", column.Name);
        Assert.Equal("rescaled", column.Unit);
        Assert.Equal(2, column.Count);
        Assert.Equal(2.0, column.ValueAt(1));
        Assert.Equal("rescaled", column.Select([0]).Unit);
    }

    [Fact]
    public void Writes_numbers_so_that_they_read_back_to_the_same_bits()
    {
        RandomSource random = new(1, "column", 1, 1);
        ImmutableArray<double> values =
        [
            0, -0.0, 0.1, 1.0 / 3, 1e-300, double.Epsilon, double.MaxValue, 1e22, Math.PI,
            .. Enumerable.Range(0, 1000).Select(_ => random.NextNormal() * Math.Pow(10, 600 * random.NextDouble() - 300)),
        ];
        Column<double> column = new("x", values);
        for (int row = 0; row < column.Count; row++)
        {
            double back = double.Parse(column.TextAt(row), CultureInfo.InvariantCulture);
            Assert.Equal(BitConverter.DoubleToInt64Bits(values[row]), BitConverter.DoubleToInt64Bits(back));
        }
    }

    [Fact]
    public void Writes_the_same_text_in_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        CultureInfo comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        comma.NumberFormat.NegativeSign = "~";
        try
        {
            CultureInfo.CurrentCulture = comma;
            Assert.Equal("-1.5", new Column<double>("x", [-1.5]).TextAt(0));
            Assert.Equal("-7", new Column<int>("x", [-7]).TextAt(0));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Writes_nothing_where_there_is_no_value_and_inf_where_it_is_infinite()
    {
        Column<double> column = new("x", [double.NaN, double.PositiveInfinity, double.NegativeInfinity]);
        Assert.Equal(["", "inf", "-inf"], Enumerable.Range(0, 3).Select(column.TextAt));
        Assert.Equal(["", "3"], Enumerable.Range(0, 2).Select(new Column<int?>("k", [null, 3]).TextAt));
        Assert.Equal("3.1 e", new Column<string>("s", ["3.1 e"]).TextAt(0));
    }

    [Fact]
    public void Concat_refuses_another_name_or_kind()
    {
        Column<int> one = new("a", [1]);
        Assert.Equal([1, 2], ((Column<int>)one.Concat(new Column<int>("a", [2]))).Values);
        Assert.Throws<ArgumentException>(() => one.Concat(new Column<int>("b", [2])));
        Assert.Throws<ArgumentException>(() => one.Concat(new Column<int?>("a", [2])));
    }
}
