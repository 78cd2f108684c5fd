using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.WorkPrecision;

/// <summary>Runs methods on problems, within a budget of work, and measures what comes of it.</summary>
internal static class MethodRunner
{
    // A safeguard only: budgets are set so that they run out long before. What a clock stops differs from run to run.
    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(60);

    private const double RepeatBelowSeconds = 0.02;
    private const int Repeats = 3;

    /// <summary>A method on a problem at falling tolerances; after the first that did not end in its budget, tighter ones are not tried.</summary>
    public static ImmutableArray<Measurement> Measure(
        BenchmarkProblem problem, IMethod method, IEnumerable<double> tolerances, EndState exact)
    {
        ImmutableArray<Measurement>.Builder measured = ImmutableArray.CreateBuilder<Measurement>();
        bool isSpent = false;
        foreach (double tolerance in tolerances.OrderDescending())
        {
            Measurement one = isSpent ? NotTried(problem, method, tolerance) : Measure(problem, method, tolerance, exact);
            isSpent = isSpent || one.ReturnCode is "budget-spent" or "jacobian-too-large" or "wall-time-reached";
            measured.Add(one);
        }
        return measured.ToImmutable();
    }

    /// <summary>Integrates to the end; the result, its return code in words, and its seconds.</summary>
    public static (IntegrationResult Result, string Code, double Seconds) Integrate(
        BenchmarkProblem problem, GradientFlow flow, IMethod method, double tolerance, long budget)
    {
        InitialValueProblem whole = flow.Until(problem.End);
        using BudgetField field = new((IDifferentiableField)flow.Field, budget);
        InitialValueProblem budgeted = new(field, whole.Interval, whole.InitialState) { Norm = whole.Norm, Projection = whole.Projection };
        IntegrationOptions options = new()
        {
            Tolerances = BenchmarkProblem.TolerancesFor(flow, tolerance),
            StepLimit = long.MaxValue,
            WallTimeLimit = LongestRun,
        };
        long stamp = Stopwatch.GetTimestamp();
        IntegrationResult result = budgeted.Integrate(method, options, null, field.Token);
        double seconds = Stopwatch.GetElapsedTime(stamp).TotalSeconds;
        string code = field.IsTooLarge ? "jacobian-too-large"
            : result.Code == ReturnCode.Cancelled ? "budget-spent"
            : InWords(result.Code);
        return (result, code, seconds);
    }

    private static Measurement Measure(BenchmarkProblem problem, IMethod method, double tolerance, EndState exact)
    {
        GradientFlow flow = problem.Flow();
        (IntegrationResult result, string code, double seconds) = Integrate(problem, flow, method, tolerance, problem.Budget);
        for (int repeat = 1; repeat < Repeats && seconds < RepeatBelowSeconds; repeat++)
        {
            seconds = Math.Min(seconds, Integrate(problem, problem.Flow(), method, tolerance, problem.Budget).Seconds);
        }
        double error = code == Measurement.Finished
            ? EndState.Of(flow, result)?.ErrorAgainst(exact, flow.Coordinates) ?? double.PositiveInfinity
            : double.NaN;
        bool isReproducible = result.Code != ReturnCode.WallTimeReached;
        return NotTried(problem, method, tolerance) with
        {
            ReturnCode = code,
            Error = error,
            Counts = isReproducible ? result.Work : null,
            Seconds = seconds,
        };
    }

    private static Measurement NotTried(BenchmarkProblem problem, IMethod method, double tolerance)
    {
        GradientFlow flow = problem.Flow();
        return new(
            problem.Name, flow.Coordinates, flow.Field.Depth, flow.Field.Dimension, method.Name, tolerance, "not-tried", double.NaN, null, double.NaN);
    }

    // ReachedEnd → reached-end.
    private static string InWords(ReturnCode code) => string.Concat(code.ToString().Select((letter, place) =>
        char.IsUpper(letter) ? (place > 0 ? "-" : "") + char.ToLower(letter, CultureInfo.InvariantCulture) : letter.ToString()));
}
