using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>A sink that keeps ln σᵢ at the ends and the middle of every accepted step, to say when each mode escaped.</summary>
/// <remarks>Rescaled clock. Memory: two rows of modes a step.</remarks>
public sealed class ModeHistory(GradientFlow problem) : ITrajectorySink
{
    private readonly double[] state = new double[problem.Field.Dimension];
    private readonly FlowState point = problem.NewState();
    private readonly List<(double Time, double[] LogSigma)> rows = [];

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
            (double time, double[] logSigma) = k < rows.Count ? rows[k] : (0, new double[point.Modes]);
            transfer.Pass(ref time);
            transfer.Pass(logSigma);
            if (k == rows.Count)
            {
                rows.Add((time, logSigma));
            }
        }
    }

    /// <summary>When mode i (from 0, by size) last rose through half its value at the end; NaN where it never did.</summary>
    /// <remarks>Error: that of quadratic interpolation of ln σ over half a step. Source: escape times as in [GSD20] §3.</remarks>
    public double HalfTime(int mode)
    {
        double half = rows[^1].LogSigma[mode] - Math.Log(2);
        for (int k = rows.Count - 1; k > 0; k--)
        {
            if (rows[k].LogSigma[mode] >= half && rows[k - 1].LogSigma[mode] < half)
            {
                return TimeOf(half, mode, k);
            }
        }
        return double.NaN;
    }

    /// <summary>Inverse quadratic interpolation through the bracketing rows and their nearer neighbour.</summary>
    private double TimeOf(double logSigma, int mode, int k)
    {
        int third = k + 1 < rows.Count ? k + 1 : k - 2;
        double low = rows[k - 1].LogSigma[mode], high = rows[k].LogSigma[mode];
        double start = rows[k - 1].Time, end = rows[k].Time;
        double linear = start + (end - start) * (logSigma - low) / (high - low);
        if (third < 0 || !double.IsFinite(low))
        {
            return linear;
        }
        double t = rows[third].Time;

        // Solve the quadratic ln σ(t) by a few secant-like corrections that stay in the bracket.
        double slope = (high - low) / (end - start);
        double bend = ((rows[third].LogSigma[mode] - low) / (t - start) - slope) / (t - end);
        double guess = linear;
        for (int iteration = 0; iteration < 20; iteration++)
        {
            double value = low + (guess - start) * (slope + bend * (guess - end));
            double derivative = slope + bend * (2 * guess - start - end);
            guess = Math.Clamp(guess - (value - logSigma) / derivative, start, end);
        }
        return double.IsFinite(guess) ? guess : linear;
    }

    private void Keep(double time, ReadOnlySpan<double> y)
    {
        if (problem.Field.TryObserve(time, y, point))
        {
            rows.Add((time, point.LogSigma.ToArray()));
        }
    }
}
