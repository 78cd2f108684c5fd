using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Descent in discrete time beside the flow from the same layers, at equal time.</summary>
/// <param name="Samples">
/// One row a sample, at the first iterate at or after each time asked for. Columns: iteration; time, that of the iterate, layers' clock; loss and flow-loss; distance, ‖X_k − X(t)‖_F;
/// layer-distance, the same norm of all layers; distance-bound, that of <see cref="GlobalErrorBound"/> on the layer-distance from the points so far, where descent is plain and the bound below
/// the sum of both norms, else empty.
/// </param>
/// <param name="IsComplete">Whether both came to the last time.</param>
/// <param name="Reason">What ended early and what helps, or the largest distances.</param>
public sealed record FlowComparison(DataFrame Samples, bool IsComplete, string Reason)
{
    // kη as a sum may stop short of a time by rounding.
    private const double Rounding = 1e-12;

    /// <summary>The largest distance of X over the samples; NaN where there are none.</summary>
    public double LargestDistance => Largest(Samples, "distance");

    /// <summary>The largest distance of the layers over the samples; NaN where there are none.</summary>
    public double LargestLayerDistance => Largest(Samples, "layer-distance");

    /// <summary>Runs descent from its start and the flow after it.</summary>
    /// <param name="descent">At its start.</param>
    /// <param name="times">Layers' clock, not negative.</param>
    /// <param name="integrate">The method, such as <c>(problem, options, sink) => problem.Integrate(new AutomaticMethod(), options, sink)</c>.</param>
    /// <param name="modified">Another field on the same layers to compare with, such as <see cref="ModifiedFlow"/>; null: the gradient flow.</param>
    /// <param name="tolerance">Relative, of the flow's integration: its error is a part of every distance.</param>
    /// <param name="iterationLimit">Descent ends after so many.</param>
    /// <param name="cancellation">Ends descent by an exception; the flow is its caller's.</param>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    /// <exception cref="ArgumentException">Descent has begun, a time is negative, or there is none.</exception>
    public static FlowComparison Of(
        LayerDescent descent, SampleTimes times, Integration integrate, IVectorField? modified = null, double tolerance = 1e-10, long iterationLimit = 1_000_000,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(descent);
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(integrate);
        if (descent.Iteration != 0 || times.Times.IsEmpty || times.Times[0] < 0)
        {
            throw new ArgumentException("A comparison starts with descent at its start and looks at one time at least, none below 0.", nameof(descent));
        }
        LayerFlow flow = (LayerFlow)descent.Problem.Field;
        (List<Iterate> iterates, string? ended) = Descend(descent, times.Times, iterationLimit, cancellation);
        if (iterates.Count == 0)
        {
            return new(Frame([], [], flow, null), false, ended ?? "");
        }
        ImmutableArray<double> moments = [.. iterates.Select(iterate => flow.Shape.Layers * iterate.Time)];
        TrajectoryRecorder recorder = new(SampleTimes.Of(moments));
        InitialValueProblem problem = new(modified ?? flow, new(0, moments[^1]), descent.Problem.Start);
        IntegrationResult result = integrate(problem, new() { Tolerances = new(tolerance, 1e-3 * tolerance), StopTimes = moments }, recorder);
        Trajectory trajectory = recorder.Trajectory;
        ended ??= result.IsFinished ? null : result.Sentence;
        DataFrame samples = Frame(
            iterates, [.. Enumerable.Range(0, trajectory.Times.Length).Select(k => trajectory.State(k).ToArray())], flow,
            descent.Rule is GradientDescent && modified is null ? new(flow, descent.Rule.LearningRate) : null);
        return new(samples, ended is null, ended ?? string.Create(CultureInfo.InvariantCulture,
            $"{descent.Rule.Name}, learning rate {descent.Rule.LearningRate:g4}: at most {Largest(samples, "distance"):g3} from the flow, {Largest(samples, "layer-distance"):g3} in the layers, to time {iterates[^1].Time:g4}."));
    }

    private static double Largest(DataFrame samples, string column) => samples.Get<double>(column).DefaultIfEmpty(double.NaN).Max();

    private static (List<Iterate> Iterates, string? Ended) Descend(LayerDescent descent, ImmutableArray<double> times, long limit, CancellationToken cancellation)
    {
        List<Iterate> iterates = [];
        foreach (double time in times)
        {
            while (descent.Time < time * (1 - Rounding))
            {
                cancellation.ThrowIfCancellationRequested();
                if (descent.Iteration == limit)
                {
                    return (iterates, string.Create(CultureInfo.InvariantCulture,
                        $"After {limit} iterations time is {descent.Time:g4} of {time:g4}: allow more iterations, or look at earlier times."));
                }
                if (!descent.TryStep())
                {
                    return (iterates, descent.Failure);
                }
            }
            if (iterates.Count == 0 || iterates[^1].Iteration < descent.Iteration)
            {
                iterates.Add(new(descent.Iteration, descent.Time, descent.Loss, descent.Layers.ToArray()));
            }
        }
        return (iterates, null);
    }

    private static DataFrame Frame(List<Iterate> iterates, double[][] states, LayerFlow flow, GlobalErrorBound? bound)
    {
        double[] difference = new double[flow.Dimension], scratch = new double[flow.Dimension];
        FlowState here = new(flow.Loss.Rows, flow.Loss.Columns, flow.Modes), there = new(flow.Loss.Rows, flow.Loss.Columns, flow.Modes);
        List<(double Loss, double Distance, double Layers, double Bound)> rows = [];
        for (int k = 0; k < states.Length; k++)
        {
            bound?.Look(iterates[k].Layers);
            bound?.Look(states[k]);
            Subtract(iterates[k].Layers, states[k], difference);
            double apart = VectorOperations.EuclideanNorm(difference);
            double sure = bound?.At(iterates[k].Time) ?? double.NaN;
            double most = VectorOperations.EuclideanNorm(iterates[k].Layers) + VectorOperations.EuclideanNorm(states[k]);
            double distance = double.NaN;
            if (flow.TryObserve(0, iterates[k].Layers, here) && flow.TryObserve(0, states[k], there))
            {
                VectorOperations.AddScaled(-1, there.EndToEnd.Data, here.EndToEnd.Data);
                distance = VectorOperations.EuclideanNorm(here.EndToEnd.Data);
            }
            rows.Add((flow.Gradient(states[k], scratch), distance, apart, sure < most ? sure : double.NaN));
        }
        return new(
            new Column<long>("iteration", [.. iterates.Take(rows.Count).Select(iterate => iterate.Iteration)]),
            new Column<double>("time", [.. iterates.Take(rows.Count).Select(iterate => iterate.Time)], "layers' clock"),
            new Column<double>("loss", [.. iterates.Take(rows.Count).Select(iterate => iterate.Loss)]),
            new Column<double>("flow-loss", [.. rows.Select(row => row.Loss)]),
            new Column<double>("distance", [.. rows.Select(row => row.Distance)]),
            new Column<double>("layer-distance", [.. rows.Select(row => row.Layers)]),
            new Column<double>("distance-bound", [.. rows.Select(row => row.Bound)]));
    }

    private static void Subtract(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> difference)
    {
        a.CopyTo(difference);
        VectorOperations.AddScaled(-1, b, difference);
    }

    private readonly record struct Iterate(long Iteration, double Time, double Loss, double[] Layers);
}
