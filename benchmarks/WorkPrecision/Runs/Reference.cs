using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.WorkPrecision;

/// <summary>The end that errors are measured from, and how far two independent ways to it lie apart.</summary>
/// <param name="End">The end.</param>
/// <param name="Origin">Where it comes from, and what it was checked against.</param>
/// <param name="Disagreement">The error between the two: errors below it mean nothing.</param>
internal sealed record Reference(EndState End, string Origin, double Disagreement)
{
    // A thousandth of what is measured, as far as rounding leaves room.
    private const double Margin = 1e-3;
    private const double LeastTolerance = 1e-12;

    private static readonly string[] Explicit = ["dormand-prince8", "tsitouras5"];
    private static readonly string[] Implicit = ["rodas5p", "radau5"];

    /// <summary>The closed form where there is one, otherwise the first method at a tight tolerance; checked against the next that comes to the end.</summary>
    /// <param name="problem">The problem.</param>
    /// <param name="tightest">The tightest tolerance that will be measured.</param>
    /// <exception cref="InvalidOperationException">No method comes to the end.</exception>
    public static Reference Of(BenchmarkProblem problem, double tightest)
    {
        ArgumentNullException.ThrowIfNull(problem);
        FlowCoordinates coordinates = problem.Flow().Coordinates;
        double tolerance = Math.Max(LeastTolerance, Margin * tightest);
        using IEnumerator<(EndState End, string Origin)> ends = Ends(problem, tolerance).GetEnumerator();
        if (!ends.MoveNext())
        {
            throw new InvalidOperationException($"No method comes to the end of {problem.Name} at a tolerance of {tolerance}.");
        }
        (EndState end, string origin) = ends.Current;
        return ends.MoveNext()
            ? new(end, $"{origin}; checked by {ends.Current.Origin}", ends.Current.End.ErrorAgainst(end, coordinates))
            : new(end, $"{origin}; unchecked", double.NaN);
    }

    private static IEnumerable<(EndState End, string Origin)> Ends(BenchmarkProblem problem, double tightest)
    {
        if (problem.ClosedForm is { } exact)
        {
            yield return (exact(), "closed form");
        }
        string[] names = problem.IsStiff ? [.. Implicit, .. Explicit] : [.. Explicit, .. Implicit];
        IMethod[] methods = [.. names.SelectMany(name => MethodCatalog.All.Where(method => method.Name == name))];

        // Last the same methods at ten times the tolerance: a check of the tolerance, if not of the method.
        foreach (double tolerance in (double[])[tightest, 10 * tightest])
        {
            foreach (IMethod method in methods)
            {
                GradientFlow flow = problem.Flow();
                (IntegrationResult result, string code, _) = MethodRunner.Integrate(problem, flow, method, tolerance, problem.ReferenceBudget);
                if (code == Measurement.Finished && EndState.Of(flow, result) is { } end)
                {
                    yield return (end, string.Create(CultureInfo.InvariantCulture, $"{method.Name} at {tolerance:0e+0}"));
                }
            }
        }
    }
}
