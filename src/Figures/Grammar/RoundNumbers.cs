using System.Globalization;

namespace DlnDynamics.Figures;

/// <summary>The numbers 1, 2 and 5 times powers of ten, at which axes begin and end.</summary>
internal static class RoundNumbers
{
    /// <summary>Ten to a power, the nearest double: parsed, because <see cref="Math.Pow"/> may miss it.</summary>
    public static double PowerOfTen(int exponent) => Times(1, exponent);

    /// <summary>The largest round number that is at most x, a positive number.</summary>
    public static double Below(double x) => Near(x).Last(round => round <= x);

    /// <summary>The smallest round number above x, a positive number.</summary>
    public static double Above(double x) => Near(x).First(round => round > x);

    // A decade more on both sides: the logarithm may round across a power of ten.
    private static IEnumerable<double> Near(double x)
    {
        int decade = (int)Math.Floor(Math.Log10(x));
        for (int exponent = decade - 1; exponent <= decade + 1; exponent++)
        {
            yield return Times(1, exponent);
            yield return Times(2, exponent);
            yield return Times(5, exponent);
        }
    }

    private static double Times(int digit, int exponent) => double.Parse($"{digit}E{exponent}", CultureInfo.InvariantCulture);
}
