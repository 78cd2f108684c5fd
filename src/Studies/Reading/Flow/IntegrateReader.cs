using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Studies;

/// <summary>Method, tolerances and end of a run.</summary>
internal static class IntegrateReader
{
    public static (string Method, double Tolerance, double? AbsoluteTolerance, UntilSettings Until)? Read(
        Section? study, Depth? depth, CoordinateKind? coordinates, StartSettings? start, double? layerRidge)
    {
        if (study?.Child("integrate", "a mapping with until: { time: … }") is not { } integrate)
        {
            return null;
        }
        string? method = integrate.Word("method", [.. MethodCatalog.All.Select(one => one.Name)]);
        double? tolerance = integrate.Number("tolerance", "a number from 1e-13, about what double precision can carry, to below 1", value => value is >= 1e-13 and < 1);
        double? absolute = integrate.OptionalPositive("absolute-tolerance");
        CheckAbsolute(integrate, absolute, coordinates, start);
        UntilSettings? until = ReadUntil(integrate, layerRidge);
        return method is null || tolerance is null || until is null ? null : (method, tolerance.Value, absolute, until);
    }

    // Below the absolute tolerance error control is blind: the mode could end anywhere.
    private static void CheckAbsolute(Section integrate, double? absolute, CoordinateKind? coordinates, StartSettings? start)
    {
        if (absolute is null)
        {
            return;
        }
        if (coordinates == CoordinateKind.LogPolar)
        {
            integrate.Refuse("absolute-tolerance", "log-polar coordinates have no absolute tolerance of their own: tolerance already bounds the "
                + "relative error of every singular value; remove this key, or state coordinates: layers or end-to-end.");
        }
        else if (start?.Scale < absolute)
        {
            integrate.Refuse("absolute-tolerance", string.Create(CultureInfo.InvariantCulture,
                $"the start has scale {start.Scale}, below the absolute tolerance {absolute}: its error control would be blind; expected an absolute tolerance well below {start.Scale}."));
        }
    }

    private static UntilSettings? ReadUntil(Section integrate, double? layerRidge)
    {
        if (integrate.Child("until", "a mapping with time or converged") is not { } until)
        {
            return null;
        }
        if (until["time"] is null && until["converged"] is null)
        {
            integrate.Refuse("until", "expected time or converged (or both), found neither.");
        }
        if (layerRidge > 0 && until["converged"] is not null)
        {
            until.Refuse("converged", "the gradient of the loss alone does not vanish where a layer-ridge has come to rest, so this would never hold; expected time instead.");
        }
        return new(
            until["time"] is null ? null : until.Number("time", "an end time > 0", value => value > 0),
            until.OptionalPositive("converged"),
            until.OptionalPositive("loss"),
            until["wall-time"] is null ? null : ReadDuration(until),
            until.OptionalCount("steps"),
            until.OptionalCount("evaluations"));
    }

    private static double? ReadDuration(Section until)
    {
        string text = until["wall-time"] is ScalarNode scalar ? scalar.Text : "";
        (string Unit, double Seconds)[] units = [("min", 60), ("s", 1), ("h", 3600), ("d", 86400)];
        foreach ((string unit, double seconds) in units)
        {
            if (text.EndsWith(unit, StringComparison.Ordinal)
                && double.TryParse(text[..^unit.Length].TrimEnd(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out double value) && value > 0)
            {
                return value * seconds;
            }
        }
        until.Refuse("wall-time", Section.Expected("a duration with its unit, as in 30s, 10min, 2h or 1d", until["wall-time"]));
        return null;
    }
}
