using System.Collections.Immutable;

namespace DlnDynamics.Figures;

/// <summary>A logarithmic position channel whose ticks are whole decades, written 10⁻², and whose domain fits the data.</summary>
internal static class LogarithmicAxis
{
    private const int PixelsPerLabel = 60;

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
    /// <param name="length">Length of the axis in pixels.</param>
    /// <param name="tight">Whether the domain ends at the data rather than at round numbers.</param>
    public static string Channel(string field, string title, IReadOnlyCollection<double> values, int length, bool tight)
    {
        string head = $"\"field\": {Json.Of(field)}, \"type\": \"quantitative\", \"title\": {Json.Of(title)}";
        double lowest = values.DefaultIfEmpty(1).Min(), highest = values.DefaultIfEmpty(1).Max();
        if (Math.Log10(highest / lowest) < 1.5)
        {
            // Too few decades to label: let Vega choose the ticks, and write them plainly.
            double[] around = tight ? [lowest, highest] : [RoundNumbers.Below(lowest), RoundNumbers.Above(highest)];
            return $$"""{ {{head}}, "scale": { "type": "log", "domain": {{Json.Of(around)}}, "nice": false }, "axis": { "format": "~g", "tickCount": 5, "labelOverlap": true } }""";
        }
        int first = (int)Math.Floor(Math.Log10(lowest)), last = (int)Math.Ceiling(Math.Log10(highest));
        int stride = (last - first) * PixelsPerLabel / length + 1;
        ImmutableArray<double> ticks = [.. Enumerable.Range(first, last - first + 1)
            .Where(exponent => exponent % stride == 0).Select(RoundNumbers.PowerOfTen).Where(tick => !tight || (tick >= lowest && tick <= highest))];
        double[] domain = tight ? [lowest, highest] : [RoundNumbers.PowerOfTen(first), RoundNumbers.PowerOfTen(last)];
        return $$"""
            { {{head}}, "scale": { "type": "log", "domain": {{Json.Of(domain)}}, "nice": false },
              "axis": { "values": {{Json.Of(ticks)}}, "labelExpr": {{Json.Of(PowerOfTen)}} } }
            """;
    }
}
