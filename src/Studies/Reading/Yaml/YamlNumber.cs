using System.Globalization;
using System.Text.RegularExpressions;

namespace DlnDynamics.Studies;

/// <summary>Numbers as YAML 1.2 writes them: 3, 0x1F, 1e-06, .5, .inf.</summary>
/// <remarks>Source: YAML 1.2.2, §10.3.2 (core schema).</remarks>
internal static partial class YamlNumber
{
    /// <summary>The number a plain scalar stands for; ±∞ when its digits overflow.</summary>
    public static bool TryParse(ScalarNode scalar, out double value)
    {
        value = 0;
        if (!scalar.IsPlain)
        {
            return false;
        }
        string text = scalar.Text;
        if (text.TrimStart('+', '-') is ".inf" or ".Inf" or ".INF")
        {
            value = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
            return true;
        }
        if (text.StartsWith("0x", StringComparison.Ordinal)
            && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out long hexadecimal))
        {
            value = hexadecimal;
            return true;
        }
        return Decimal().IsMatch(text) && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out value);
    }

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Decimal();
}
