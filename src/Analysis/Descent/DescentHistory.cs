using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>Runs descent and keeps what its stages are read from, as <see cref="ModeHistory"/> does for a flow.</summary>
/// <remarks>
/// A row is kept where since the last one time has grown by 1 %, the gradient changed by 5 % or the loss by 0.5 % of that at the start: a stage has its time to 1 %. Each costs an SVD
/// of X, an iteration between them one gradient. Rows are in the rescaled clock.
/// </remarks>
public sealed class DescentHistory
{
    private const double TimeStep = 0.01, GradientStep = 0.05, LossStep = 0.005;

    private readonly LayerDescent descent;
    private readonly FlowState point;
    private readonly List<HistoryRow> rows = [];
    private readonly List<long> iterations = [];
    private double lastTime;
    private double lastNorm;
    private double lastLoss;

    /// <summary>From where descent stands.</summary>
    public DescentHistory(LayerDescent descent)
    {
        ArgumentNullException.ThrowIfNull(descent);
        this.descent = descent;
        point = descent.Problem.NewState();
        Keep();
    }

    /// <summary>What was kept, oldest first.</summary>
    public IReadOnlyList<HistoryRow> Rows => rows;

    /// <summary>The iteration of each row.</summary>
    public IReadOnlyList<long> Iterations => iterations;

    /// <summary>Goes on to a time, layers' clock, or until the loss is low enough; false where descent diverges, or at a number of iterations.</summary>
    /// <remarks>At minima, and on plateaus, where a rule is not stable (<see cref="IUpdateRule.LargestStable"/>) the gradient comes back in bursts, which are no stages: take a smaller rate, and end by the loss.</remarks>
    /// <exception cref="OperationCanceledException">The caller asked to stop.</exception>
    public bool Run(double end, double enough = 0, long iterationLimit = 1_000_000, CancellationToken cancellation = default)
    {
        bool good = true;
        while (good && !HasArrived() && descent.Iteration < iterationLimit)
        {
            cancellation.ThrowIfCancellationRequested();
            good = descent.TryStep();
            if (good && IsNews())
            {
                Keep();
            }
        }
        if (iterations[^1] < descent.Iteration)
        {
            Keep();
        }
        return good && HasArrived();

        bool HasArrived() => descent.Time >= end || descent.Loss <= enough;
    }

    /// <summary>The stages, by the judgement that flows get; undecided where descent has diverged.</summary>
    /// <param name="resolution">θ: modes that end below this fraction of the largest have not been learned.</param>
    public Stages Judge(double resolution) => descent.Failure is { } failure ? new(null, [], [], failure) : Stages.Judge(rows, resolution);

    /// <summary>One row a transition: stage, iteration, time (layers' clock), gain (in rank), loss (that of the plateau after it).</summary>
    public DataFrame Transitions(Stages stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        int depth = descent.Problem.Field.Depth.Layers;
        return new(
            new Column<int>("stage", [.. Enumerable.Range(1, stages.Transitions.Length)]),
            new Column<long>("iteration", [.. stages.Transitions.Select(one => IterationAt(one.Time))]),
            new Column<double>("time", [.. stages.Transitions.Select(one => one.Time / depth)], "layers' clock"),
            new Column<int>("gain", [.. stages.Transitions.Select(one => one.Gain)]),
            new Column<double>("loss", [.. stages.Plateaus.Skip(1).Select(one => one.Loss)]));
    }

    private long IterationAt(double time)
    {
        int row = rows.FindIndex(one => one.Time == time);
        return row >= 0 ? iterations[row]
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"No row was kept at time {time}: these stages are of another run."), nameof(time));
    }

    private bool IsNews() =>
        descent.Time >= (1 + TimeStep) * lastTime
        || Math.Abs(descent.GradientNorm - lastNorm) >= GradientStep * lastNorm
        || Math.Abs(descent.Loss - lastLoss) >= LossStep * rows[0].Loss;

    private void Keep()
    {
        (lastTime, lastNorm, lastLoss) = (descent.Time, descent.GradientNorm, descent.Loss);
        if (descent.TryObserve(point))
        {
            rows.Add(new(point.Time, point.LogSigma.ToArray(), point.Loss, descent.GradientNorm * descent.GradientNorm / descent.Problem.Field.Depth.Layers));
            iterations.Add(descent.Iteration);
        }
    }
}
