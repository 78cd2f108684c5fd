using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>A sink that keeps ln σᵢ, loss and dissipation at the ends and the middle of every accepted step: what escapes, stages and rates are read from.</summary>
/// <remarks>Rescaled clock. Memory: two rows of modes + 3 numbers a step. Cost: two observations a step, each with one <see cref="Dissipation"/>.</remarks>
public sealed class ModeHistory(GradientFlow problem) : ITrajectorySink
{
    private readonly double[] state = new double[problem.Field.Dimension];
    private readonly FlowState point = problem.NewState();
    private readonly Dissipation dissipation = new(problem);
    private readonly List<HistoryRow> rows = [];

    /// <summary>What was kept, oldest first: the start, then the middle and the end of every step.</summary>
    public IReadOnlyList<HistoryRow> Rows => rows;

    /// <inheritdoc/>
    public void Begin(InitialValueProblem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (rows.Count > 0)
        {
            // Taken up again where it was left.
            return;
        }
        Keep(problem.Interval.Start, problem.InitialState.AsSpan());
    }

    /// <inheritdoc/>
    public void Accept(in AcceptedStep step)
    {
        double middle = 0.5 * (step.Start + step.End);
        step.Interpolate(middle, state);
        Keep(middle, state);
        Keep(step.End, step.EndState);
    }

    /// <inheritdoc/>
    public void End(IntegrationResult result)
    {
    }

    /// <summary>Saves what was kept, or takes it up again before the rest of the run begins.</summary>
    public void Exchange(StateTransfer transfer)
    {
        ArgumentNullException.ThrowIfNull(transfer);
        int count = rows.Count;
        transfer.Pass(ref count);
        for (int k = 0; k < count; k++)
        {
            HistoryRow row = k < rows.Count ? rows[k] : new(0, new double[point.Modes], 0, 0);
            (double time, double[] logSigma, double loss, double squaredSpeed) = row;
            transfer.Pass(ref time);
            transfer.Pass(logSigma);
            transfer.Pass(ref loss);
            transfer.Pass(ref squaredSpeed);
            if (k == rows.Count)
            {
                rows.Add(new(time, logSigma, loss, squaredSpeed));
            }
        }
    }

    /// <summary>When mode i (from 0, by size) last rose through half its value at the end; NaN where it never did.</summary>
    /// <remarks>Source: escape times as in [GSD20].</remarks>
    public double HalfTime(int mode) => RisingTime(mode, rows[^1].LogSigma[mode] - Math.Log(2));

    /// <summary>When mode i (from 0, by size) last rose through a value of ln σ; NaN where it never did.</summary>
    /// <remarks>Error: that of interpolation of ln σ by a polynomial through six rows, half a step apart: with tolerances of 1e-10 some 1e-8 of a step.</remarks>
    public double RisingTime(int mode, double logSigma)
    {
        for (int k = rows.Count - 1; k > 0; k--)
        {
            if (rows[k].LogSigma[mode] >= logSigma && rows[k - 1].LogSigma[mode] < logSigma)
            {
                return TimeOf(logSigma, mode, k);
            }
        }
        return double.NaN;
    }

    /// <summary>Where the interpolating polynomial through the rows about a bracket takes a value inside the bracket: bisection.</summary>
    private double TimeOf(double logSigma, int mode, int k)
    {
        double low = rows[k - 1].Time, high = rows[k].Time;
        if (!double.IsFinite(rows[k - 1].LogSigma[mode]))
        {
            return high;
        }
        int first = Math.Max(0, Math.Min(k - 3, rows.Count - 6));
        HistoryRow[] about = [.. rows.Skip(first).Take(6).Where(row => double.IsFinite(row.LogSigma[mode]))];
        while (0.5 * (low + high) is var middle && middle > low && middle < high)
        {
            (low, high) = Interpolate(about, mode, middle) < logSigma ? (middle, high) : (low, middle);
        }
        return high;
    }

    /// <summary>Neville's scheme.</summary>
    private static double Interpolate(HistoryRow[] about, int mode, double time)
    {
        double[] value = [.. about.Select(row => row.LogSigma[mode])];
        for (int level = 1; level < value.Length; level++)
        {
            for (int i = 0; i + level < value.Length; i++)
            {
                double left = about[i].Time, right = about[i + level].Time;
                value[i] = ((right - time) * value[i] + (time - left) * value[i + 1]) / (right - left);
            }
        }
        return value[0];
    }

    private void Keep(double time, ReadOnlySpan<double> y)
    {
        if (problem.Field.TryObserve(time, y, point))
        {
            rows.Add(new(time, point.LogSigma.ToArray(), point.Loss, dissipation.Measure(y, point)));
        }
    }
}
