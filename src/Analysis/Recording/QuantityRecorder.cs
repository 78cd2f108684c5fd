using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>A sink that measures quantities at sample times as steps pass, and keeps the numbers, and X itself only where it is asked to.</summary>
/// <remarks>Rescaled clock. Sample times outside the interval, or beyond where the run stops, are left out; the end is always kept.</remarks>
public sealed class QuantityRecorder : ITrajectorySink
{
    private readonly GradientFlow problem;
    private readonly ImmutableArray<double> sampleTimes;
    private readonly ImmutableArray<IQuantity> quantities;
    private readonly double[] state;
    private readonly FlowState point;
    private readonly ModeObserver observer;
    private readonly List<double> times = [];
    private readonly List<double[]> measured = [];
    private readonly List<double[]> spectra = [];
    private readonly List<SpectrumEvidence> evidence = [];
    private readonly List<Matrix> path = [];
    private readonly bool keepsPath;
    private int next;

    // The samples of an interrupted run that a longer run would have too, and their evidence: the end's own row is not one of them.
    private int samples;
    private SpectrumEvidence? lastSample;

    /// <summary>A recorder for one run of a flow.</summary>
    /// <param name="problem">The flow.</param>
    /// <param name="sampleTimes">When to measure, increasing.</param>
    /// <param name="quantities">What to measure besides the singular values.</param>
    /// <param name="keepsPath">Whether X is kept at every sample: m·n numbers each.</param>
    public QuantityRecorder(GradientFlow problem, IEnumerable<double> sampleTimes, IEnumerable<IQuantity> quantities, bool keepsPath = false)
    {
        ArgumentNullException.ThrowIfNull(problem);
        this.keepsPath = keepsPath;
        this.problem = problem;
        this.sampleTimes = [.. sampleTimes];
        this.quantities = [.. quantities];
        state = new double[problem.Field.Dimension];
        point = problem.NewState();
        observer = new(problem);
    }

    /// <summary>The evidence on every mode at the sample times, oldest first.</summary>
    public IReadOnlyList<SpectrumEvidence> Evidence => evidence;

    /// <summary>The point at the end of the run.</summary>
    public FlowState Final => point;

    /// <summary>X at the samples; without points where it was not to be kept.</summary>
    public DepthPath Path => keepsPath ? new(problem.Field.Depth, [.. times], [.. path]) : new(problem.Field.Depth, [], []);

    /// <inheritdoc/>
    public void Begin(InitialValueProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        while (next < sampleTimes.Length && sampleTimes[next] < problem.Interval.Start)
        {
            next++;
        }
        if (next < sampleTimes.Length && sampleTimes[next] == problem.Interval.Start)
        {
            Measure(sampleTimes[next++], problem.InitialState.AsSpan());
        }
    }

    /// <inheritdoc/>
    public void Accept(in AcceptedStep step)
    {
        for (; next < sampleTimes.Length && sampleTimes[next] <= step.End; next++)
        {
            step.Interpolate(sampleTimes[next], state);
            Measure(sampleTimes[next], state);
        }
    }

    /// <inheritdoc/>
    public void End(IntegrationResult result)
    {
        ArgumentNullException.ThrowIfNull(result);
        samples = times.Count;
        lastSample = samples > 0 ? evidence[^1] : null;
        if (times.Count == 0 || times[^1] < result.Time)
        {
            Measure(result.Time, result.State.AsSpan());
        }
        else if (point.Time != result.Time)
        {
            // Taken up at its very end: the sample is there, and the point is not.
            problem.Field.TryObserve(result.Time, result.State.AsSpan(), point);
        }
        if (evidence.Count > 0)
        {
            evidence[^1] = observer.Observe(point, coupled: true);
        }
    }

    /// <summary>Saves the samples of a run that has ended early, or takes them up again before the rest of the run begins.</summary>
    public void Exchange(StateTransfer transfer)
    {
        ArgumentNullException.ThrowIfNull(transfer);
        transfer.Pass(ref next);
        transfer.Pass(ref samples);
        for (int k = 0; k < samples; k++)
        {
            bool saved = k < times.Count;
            double time = saved ? times[k] : 0;
            double[] row = saved ? measured[k] : new double[quantities.Length], spectrum = saved ? spectra[k] : new double[point.Modes];
            transfer.Pass(ref time);
            transfer.Pass(row);
            transfer.Pass(spectrum);
            Matrix? kept = !keepsPath ? null : saved ? path[k] : new(point.Rows, point.Columns);
            transfer.Pass(kept is null ? [] : kept.Data);
            SpectrumEvidence seen = observer.Exchange(transfer, !saved ? null : k == samples - 1 ? lastSample : evidence[k]);
            if (!saved)
            {
                times.Add(time);
                measured.Add(row);
                spectra.Add(spectrum);
                evidence.Add(seen);
                if (kept is not null)
                {
                    path.Add(kept);
                }
            }
        }
    }

    /// <summary>One row a sample: time, then a column for each quantity.</summary>
    public DataFrame Trajectory() => new(
        quantities.Select((quantity, k) => (Column)new Column<double>(quantity.Name, [.. measured.Select(row => row[k])]))
            .Prepend(new Column<double>("time", [.. times])));

    /// <summary>One row a sample and mode: time, index from 1, value.</summary>
    public DataFrame SingularValues() => new(
        new Column<double>("time", [.. times.SelectMany((time, k) => spectra[k].Select(_ => time))]),
        new Column<int>("index", [.. spectra.SelectMany(spectrum => Enumerable.Range(1, spectrum.Length))]),
        new Column<double>("value", [.. spectra.SelectMany(spectrum => spectrum)]));

    private void Measure(double time, ReadOnlySpan<double> y)
    {
        if (!problem.Field.TryObserve(time, y, point))
        {
            return;
        }
        times.Add(time);
        measured.Add([.. quantities.Select(quantity => quantity.Measure(point))]);
        spectra.Add([.. Enumerable.Range(0, point.Modes).Select(point.Sigma)]);
        evidence.Add(observer.Observe(point, coupled: false));
        if (keepsPath)
        {
            path.Add(Matrix.CopyOf(point.EndToEnd.View));
        }
    }
}
