namespace DlnDynamics.LinearAlgebra.Tests;

/// <summary>How far a result is from what it should be.</summary>
internal static class Distance
{
    /// <summary>Number of doubles from one to the other: 0 if equal, 1 if neighbours.</summary>
    public static double InUlps(double actual, double expected) =>
        double.IsNaN(actual) || double.IsNaN(expected) ? double.PositiveInfinity
        : actual == expected ? 0
        : Math.Abs((double)((Int128)Ordinal(actual) - Ordinal(expected)));

    /// <summary>|actual − expected| / |expected|.</summary>
    public static double Relative(double actual, double expected) =>
        actual == expected ? 0 : Math.Abs(actual - expected) / Math.Abs(expected);

    /// <summary>The largest absolute difference of entries.</summary>
    public static double Largest(Matrix x, Matrix y)
    {
        Assert.Equal((x.Rows, x.Columns), (y.Rows, y.Columns));
        double largest = 0;
        for (int i = 0; i < x.Data.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(x.Data[i] - y.Data[i]));
        }
        return largest;
    }

    /// <summary>The largest entry of |qᵀq − 1|.</summary>
    public static double FromOrthonormal(Matrix q)
    {
        double largest = 0;
        for (int j = 0; j < q.Columns; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                double sum = i == j ? -1 : 0;
                for (int k = 0; k < q.Rows; k++)
                {
                    sum += q[k, i] * q[k, j];
                }
                largest = Math.Max(largest, Math.Abs(sum));
            }
        }
        return largest;
    }

    private static long Ordinal(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return bits >= 0 ? bits : long.MinValue - bits;
    }
}
