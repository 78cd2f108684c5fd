using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>The verdicts of one run as frames, in the study's clock.</summary>
/// <param name="verdicts">What was concluded.</param>
/// <param name="clock">Factor from rescaled time to the study's time.</param>
internal sealed class VerdictTables(RunVerdicts verdicts, double clock)
{
    /// <summary>One row a quantity.</summary>
    public DataFrame Rates()
    {
        RunRate[] rows = [.. verdicts.Rates.Select(rate => rate with { Found = rate.Found.InClock(clock) })];
        Column<double> Numbers(string name, Func<RunRate, double> of) => new(name, [.. rows.Select(of)]);
        return new(
            new Column<string>("quantity", [.. rows.Select(row => row.Quantity)]),
            new Column<int?>("index", [.. rows.Select(row => row.Index)]),
            new Column<string>("law", [.. rows.Select(row => KebabCase.Of(row.Found.Law.ToString()))]),
            Numbers("rate", row => row.Found.Rate),
            Numbers("standard-error", row => row.Found.StandardError),
            Numbers("rate-lower", row => row.Found.Lower),
            Numbers("rate-upper", row => row.Found.Upper),
            new Column<string>("predicted-law", [.. rows.Select(row => RunRates.LawOf(row.Predicted))]),
            Numbers("predicted-rate", row => row.PredictedIn(clock)),
            Numbers("tail-start", row => row.Found.TailStart),
            Numbers("tail-end", row => row.Found.TailEnd),
            Numbers("samples", row => row.Found.Samples),
            new Column<string>("reason", [.. rows.Select(row => row.Found.Reason)]));
    }

    /// <summary>One row a plateau, with the escape that ends it.</summary>
    public DataFrame Stages()
    {
        Plateau[] rows = [.. verdicts.Stages?.Plateaus ?? []];
        StageTransition? After(int k) => k < verdicts.Stages!.Transitions.Length ? verdicts.Stages.Transitions[k] : null;
        return new(
            new Column<int>("stage", [.. rows.Select((_, k) => k)]),
            new Column<double>("plateau-start", [.. rows.Select(row => row.Start * clock)]),
            new Column<double>("plateau-end", [.. rows.Select(row => row.End * clock)]),
            new Column<double>("level", [.. rows.Select(row => row.Loss)]),
            new Column<int>("rank", [.. rows.Select(row => row.Rank)]),
            new Column<double>("speed", [.. rows.Select(row => row.GradientNorm)]),
            new Column<double>("escape", [.. rows.Select((_, k) => After(k)?.Time * clock ?? double.NaN)]),
            new Column<int?>("gain", [.. rows.Select((_, k) => After(k)?.Gain)]));
    }

    /// <summary>One row a Hessian that was looked at: of the layered loss, and of the loss along the stratum of the limit.</summary>
    public DataFrame Stationarity()
    {
        Stationarity? point = verdicts.Stationarity;
        (string Scope, CurvatureSigns? Signs)[] rows = [.. new[] { ("layers", point?.Layered), ("stratum", point?.Stratum) }.Where(row => row.Item2 is not null)];
        Column<double> Numbers(string name, Func<CurvatureSigns, double> of) => new(name, [.. rows.Select(row => of(row.Signs!))]);
        return new(
            new Column<string>("scope", [.. rows.Select(row => row.Scope)]),
            Numbers("smallest-eigenvalue", signs => signs.Spectrum.Smallest),
            Numbers("largest-eigenvalue", signs => signs.Spectrum.Largest),
            Numbers("smallest-positive", signs => signs.SmallestPositive),
            new Column<int>("negative", [.. rows.Select(row => row.Signs!.Negative)]),
            new Column<int?>("zero", [.. rows.Select(row => row.Signs!.Zero)]),
            new Column<int>("unclear", [.. rows.Select(row => row.Signs!.Unclear)]),
            Numbers("zero-level", signs => signs.Level));
    }

    /// <summary>One row a mode: its limit, what becomes of it, and the digits that other solutions confirm.</summary>
    public DataFrame Certificates()
    {
        Limit limit = verdicts.Limit;
        int modes = limit.LogSigma.Length;
        return new(
            new Column<int>("index", [.. Enumerable.Range(1, modes)]),
            new Column<double>("value", [.. limit.LogSigma.Select(Math.Exp)]),
            new Column<string>("fate", [.. Enumerable.Range(0, modes).Select(i => verdicts.Limiting is { } limiting ? KebabCase.Of(limiting.Fates[i].ToString()) : "undecided")]),
            new Column<double>("relative-error", [.. limit.LogSigma.Select(log => double.IsFinite(log) ? Math.Min(limit.LogTailBound, limit.TailBound / Math.Exp(log)) : double.NaN)]),
            new Column<double>("digits", [.. Enumerable.Range(0, modes).Select(i => verdicts.Certificate?.ModeDigits[i] ?? double.NaN)]));
    }
}
