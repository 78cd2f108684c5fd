using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Figures;

/// <summary>A logarithmic position channel whose ticks are whole decades, written 10⁻², and whose domain fits the data.</summary>
internal static class LogarithmicAxis
{
    private const int MostLabels = 9;

    // Vega's expressions have no local variables, hence the repetition. Digits from the hundreds down, leading zeros left out.
    private const string Exponent = "round(log(datum.value) / LN10)";
    private const string Digits = "'⁰¹²³⁴⁵⁶⁷⁸⁹'";
    private const string PowerOfTen =
        $"'10' + ({Exponent} < 0 ? '⁻' : '')"
        + $" + (abs({Exponent}) > 99 ? {Digits}[floor(abs({Exponent}) / 100)] : '')"
        + $" + (abs({Exponent}) > 9 ? {Digits}[floor(abs({Exponent}) / 10) % 10] : '')"
        + $" + {Digits}[abs({Exponent}) % 10]";

    /// <summary>The channel definition as JSON.</summary>
    /// <param name="field">Field of the data, all values positive.</param>
    /// <param name="title">Axis title.</param>
    /// <param name="values">The values that must fit.</param>
    /// <param name="wholeDecades">Whether the domain ends at whole decades rather than at the data.</param>
    public static string Channel(string field, string title, IReadOnlyCollection<double> values, bool wholeDecades)
    {
        string head = $"\"field\": {Json.Of(field)}, \"type\": \"quantitative\", \"title\": {Json.Of(title)}";
        double lowest = values.DefaultIfEmpty(1).Min(), highest = values.DefaultIfEmpty(1).Max();
        int first = (int)Math.Floor(Math.Log10(lowest)), last = (int)Math.Ceiling(Math.Log10(highest));
        if (Math.Log10(highest / lowest) < 1.5)
        {
            // Too few decades to label: let Vega choose the ticks, and write them plainly.
            return $$"""{ {{head}}, "scale": { "type": "log", "zero": false }, "axis": { "tickCount": 5, "format": "~g", "labelOverlap": true } }""";
        }
        int stride = (last - first) / MostLabels + 1;
        ImmutableArray<double> ticks = [.. Enumerable.Range(first, last - first + 1)
            .Where(exponent => exponent % stride == 0).Select(PowerOf).Where(tick => wholeDecades || (tick >= lowest && tick <= highest))];
        double[] domain = wholeDecades ? [PowerOf(first), PowerOf(last)] : [lowest, highest];
        return $$"""
            { {{head}}, "scale": { "type": "log", "domain": {{Json.Of(domain)}}, "nice": false },
              "axis": { "values": {{Json.Of(ticks)}}, "labelExpr": {{Json.Of(PowerOfTen)}} } }
            """;
    }

    // Parsed, not computed: Math.Pow(10, k) need not be the double nearest to a power of ten.
    private static double PowerOf(int exponent) => double.Parse($"1E{exponent}", CultureInfo.InvariantCulture);
}
