using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>How many digits of a limit two more solutions confirm: one at a tenth of the tolerance, one in other coordinates as well.</summary>
/// <param name="IsCertified">Whether all three arrived and agree.</param>
/// <param name="Digits">Agreed by the surviving singular values and by X in the Frobenius norm relative to ‖X‖; NaN where a solution has no limit.</param>
/// <param name="ModeDigits">−log₁₀ of the largest |Δ ln σᵢ|, one a mode, at most 16; NaN for vanishing modes.</param>
/// <param name="Limit">The limit of the first solution; with a bound of its integration error if certified.</param>
/// <param name="Solutions">The solution in question, then those that check it, as far as they were needed.</param>
/// <param name="Reason">What agreed, or why nothing is certified.</param>
public sealed record Certificate(
    bool IsCertified, double Digits, ImmutableArray<double> ModeDigits, Limit Limit, ImmutableArray<CertifyingSolution> Solutions, string Reason)
{
    // Less than this is no agreement, and neither is less than a third of what the tolerance promises.
    private const double FewestDigits = 2;
    private const double MostDigits = 16;

    // The finer solutions may err two thirds as much as the coarse one: then three times the difference bounds its error.
    private const double Factor = 3;
    private const int MostLayers = 16;

    // Entries hold a mode only as far as its part of the largest singular value exceeds their tolerance.
    private const double Resolved = 100;

    /// <summary>Solves three times and compares the completed limits.</summary>
    /// <param name="flowIn">The flow in given coordinates, a new instance each call: the same start, depth and loss.</param>
    /// <param name="coordinates">The coordinates that are to be certified.</param>
    /// <param name="solve">Integrates one flow; must not hide return codes.</param>
    /// <param name="tolerance">The tolerance that is to be certified.</param>
    /// <param name="survivors">How many modes survive by the verdict on the limiting rank: the digits of these count.</param>
    /// <param name="vanishing">How many of the last modes vanish.</param>
    /// <remarks>Cost: three integrations, two of them at a tenth of the tolerance. Our own rule: docs/design/007-limits.md.</remarks>
    public static Certificate Of(
        Func<FlowCoordinates, GradientFlow> flowIn, FlowCoordinates coordinates, FlowSolver solve, double tolerance, int survivors, int vanishing = 0)
    {
        ArgumentNullException.ThrowIfNull(flowIn);
        ArgumentNullException.ThrowIfNull(solve);
        List<CertifyingSolution> solutions = [];
        GradientFlow first = flowIn(coordinates);
        solutions.Add(Solve(first, solve, tolerance, vanishing, otherMethod: false));
        if (Missing(solutions[^1]) is { } why)
        {
            return Refused(solutions, why);
        }
        solutions.Add(Solve(flowIn(coordinates), solve, tolerance / 10, vanishing, otherMethod: false));
        if (Missing(solutions[^1]) is { } missing)
        {
            return Refused(solutions, missing);
        }
        FlowCoordinates other = OtherThan(first, solutions[0].Limit, tolerance / 10);
        solutions.Add(Solve(flowIn(other), solve, tolerance / 10, vanishing, otherMethod: other == first.Coordinates));
        return Missing(solutions[^1]) is { } absent ? Refused(solutions, absent) : Compare([.. solutions], survivors);
    }

    private static FlowCoordinates OtherThan(GradientFlow flow, Limit limit, double tolerance)
    {
        Depth depth = flow.Field.Depth;
        if (flow.Coordinates != FlowCoordinates.LogPolar)
        {
            return depth.Value == 1 || !flow.IsBalanced ? flow.Coordinates : FlowCoordinates.LogPolar;
        }
        if (flow.Field.Loss is IFactoredLoss { Rows: var rows, Columns: var columns } && (long)rows * columns > FlowState.LargestFormed)
        {
            // Entries and layers would be matrices that nothing else here forms: another method checks instead.
            return FlowCoordinates.LogPolar;
        }
        if (depth.HasLayers && depth.Value <= MostLayers)
        {
            return FlowCoordinates.Layers;
        }
        FlowState start = flow.NewState();
        double smallest = flow.Field.TryObserve(0, flow.Start.AsSpan(), start) ? start.LogSigma[^1] : double.NegativeInfinity;
        foreach (double end in limit.LogSigma)
        {
            smallest = Math.Min(smallest, end);
        }
        return smallest - limit.LogSigma[0] > Math.Log(Resolved * tolerance) ? FlowCoordinates.EndToEnd : FlowCoordinates.LogPolar;
    }

    private static CertifyingSolution Solve(GradientFlow flow, FlowSolver solve, double tolerance, int vanishing, bool otherMethod)
    {
        IntegrationResult result = solve(flow, tolerance, otherMethod);
        FlowState end = flow.NewState();
        Limit limit = !flow.Field.TryObserve(result.Time, result.State.AsSpan(), end)
            ? Limit.Refused(end, "The last state has no finite end-to-end matrix.")
            : result.IsFinished ? Limit.Complete(flow, end, vanishing) : Limit.Refused(end, result.Sentence);
        return new(flow.Coordinates, tolerance, result.Method, result.Code, result.Time, limit);
    }

    private static string? Missing(CertifyingSolution solution) =>
        solution.Limit.IsCompleted ? null : $"The solution in {solution} has no limit. {solution.Limit.Reason}";

    private static Certificate Refused(List<CertifyingSolution> solutions, string reason) =>
        new(false, double.NaN, [.. solutions[0].Limit.LogSigma.Select(_ => double.NaN)], solutions[0].Limit, [.. solutions], reason);

    private static Certificate Compare(ImmutableArray<CertifyingSolution> solutions, int survivors)
    {
        Limit limit = solutions[0].Limit;
        double[] modes = [.. limit.LogSigma.Select((l, i) => double.IsFinite(l) ? solutions.Max(one => Math.Abs(one.Limit.LogSigma[i] - l)) : double.NaN)];
        double apart = solutions.Max(one => one.Limit.Point.DistanceTo(limit.Point)), size = limit.Point.Norm;
        ImmutableArray<double> digits = [.. modes.Select(DigitsOf)];
        double overall = digits.Take(survivors).Where(one => !double.IsNaN(one)).Append(DigitsOf(apart / size)).Min();
        double wanted = Math.Max(FewestDigits, -Math.Log10(solutions[0].Tolerance) / 3);
        string who = $"{solutions[0]}, {solutions[1]}, and {solutions[2]}{(solutions[2].Coordinates == solutions[0].Coordinates ? " by another method" : string.Empty)}";
        if (!(overall >= wanted))
        {
            int worst = Array.IndexOf(modes, modes.Take(survivors).Where(one => !double.IsNaN(one)).DefaultIfEmpty(double.NaN).Max());
            string where = worst < 0 ? string.Empty
                : string.Create(CultureInfo.InvariantCulture, $" σ{worst + 1} is {string.Join(", ", solutions.Select(one => Math.Exp(one.Limit.LogSigma[worst]).ToString("g6", CultureInfo.InvariantCulture)))}.");
            return new(false, overall, digits, limit, solutions, string.Create(
                CultureInfo.InvariantCulture,
                $"The solutions disagree: {overall:f1} digits, {wanted:f1} are wanted.{where} Compared: {who}. Use {(solutions[0].Coordinates == FlowCoordinates.LogPolar ? string.Empty : "log-polar coordinates or ")}a smaller tolerance."));
        }
        Limit bounded = limit with { IntegrationBound = Factor * (apart + solutions.Max(one => one.Limit.TailBound)) };
        return new(true, overall, digits, bounded, solutions, string.Create(
            CultureInfo.InvariantCulture, $"{overall:f1} digits agreed, X to within {bounded.Bound:g2} in norm: {who}."));
    }

    private static double DigitsOf(double difference) => double.IsNaN(difference) ? double.NaN : Math.Min(MostDigits, -Math.Log10(difference));
}
