using DlnDynamics.Integrators;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Integrates a flow with one method as a study would.</summary>
internal static class Solving
{
    /// <summary>To a time, under one tolerance: on H in log-polar coordinates, else relative, with an absolute part that follows the smallest mode of the start.</summary>
    public static IntegrationResult Solve(this GradientFlow flow, double end, IMethod method, double tolerance, long evaluationLimit = long.MaxValue, ITrajectorySink? sink = null)
    {
        InitialValueProblem problem = flow.Until(end);
        if (flow.Field is not IDifferentiableField)
        {
            problem = new(new FiniteDifferenceField(flow.Field), problem.Interval, problem.InitialState) { Norm = problem.Norm, Projection = problem.Projection };
        }
        return problem.Integrate(
            method, new() { Tolerances = TolerancesOf(flow, tolerance), EvaluationLimit = evaluationLimit }, sink, TestContext.Current.CancellationToken);
    }

    /// <summary>What was asked of the field, in evaluations: a Jacobian counts as its columns.</summary>
    public static long Cost(this IntegrationResult result) =>
        result.Work.Evaluations + result.Work.JacobianProducts + result.State.Length * result.Work.Jacobians;

    /// <summary>Whether a method estimates the error of another solution than the better one it carries on. Others, auto with its multistep leg among them, err in each step as they estimate, and it adds up.</summary>
    public static bool CarriesTheBetterSolution(this IMethod method) => method.Name is "tsitouras5" or "dormand-prince8" or "rodas5p";

    private static Tolerances TolerancesOf(GradientFlow flow, double tolerance)
    {
        if (flow.Coordinates == FlowCoordinates.LogPolar)
        {
            return new(0, tolerance);
        }
        double power = flow.Coordinates == FlowCoordinates.Layers ? flow.Field.Depth.Reciprocal : 1;
        double smallest = Samples.Observe(flow, flow.Start.AsSpan()).LogSigma[^1];
        return new(tolerance, tolerance * Math.Min(1, Math.Exp(power * smallest)));
    }
}
