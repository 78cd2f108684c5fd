using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Studies;

/// <summary>Settings of a run → options of the integrator: tolerances that see every mode, limits, stopping rules.</summary>
internal static class RunOptions
{
    /// <summary>The options of one run of a flow; sample times in the rescaled clock.</summary>
    public static IntegrationOptions Of(RunSettings settings, GradientFlow flow, ImmutableArray<double> sampleTimes) => new()
    {
        Tolerances = TolerancesOf(settings, flow),
        Convergence = settings.Until.Converged is { } threshold ? new StationarityTest(flow, threshold) : null,
        Events = settings.Until.Loss is { } loss ? [new LossBelow(flow, loss)] : ImmutableArray<ITrajectoryEvent>.Empty,
        // A loss near round-off would drown in the error of dense output; where steps end, there is none.
        StopTimes = sampleTimes,
        StepLimit = settings.Until.Steps ?? long.MaxValue,
        EvaluationLimit = settings.Until.Evaluations ?? long.MaxValue,
        WallTimeLimit = settings.Until.WallTimeSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
    };

    /// <summary>The problem for a method, up to a rescaled time.</summary>
    // The entrywise field has no exact Jacobian. Who asks for a stiff method there gets differences, counted among the evaluations.
    public static InitialValueProblem ProblemOf(GradientFlow flow, double end, IMethod method)
    {
        InitialValueProblem problem = flow.Until(end);
        return method.NeedsJacobian && flow.Field is not IDifferentiableField
            ? new(new FiniteDifferenceField(flow.Field), problem.Interval, problem.InitialState) { Norm = problem.Norm, Projection = problem.Projection }
            : problem;
    }

    /// <summary>Log-polar: absolute. Else relative, with an absolute part that follows the smallest mode of the start.</summary>
    private static Tolerances TolerancesOf(RunSettings settings, GradientFlow flow)
    {
        if (flow.Coordinates == FlowCoordinates.LogPolar)
        {
            return new(0, settings.Tolerance);
        }
        FlowState start = flow.NewState();
        double smallest = 1;
        if (flow.Field.TryObserve(0, flow.Start.AsSpan(), start))
        {
            double power = flow.Coordinates == FlowCoordinates.Layers ? flow.Field.Depth.Reciprocal : 1;
            foreach (double logSigma in start.LogSigma)
            {
                double size = Math.Exp(power * logSigma);
                smallest = size > 0 ? Math.Min(smallest, size) : smallest;
            }
        }
        return new(settings.Tolerance, settings.AbsoluteTolerance ?? settings.Tolerance * smallest);
    }
}
