using System.Globalization;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>How much of the work is done, and how long the rest will take; may be told from several threads.</summary>
internal sealed class Forecast(TimeProvider clock)
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, double> fractions = [];
    private IReadOnlyList<PlanRow> runs = [];
    private int finished;
    private long start;
    private double latestTime;

    public void Begin(IReadOnlyList<PlanRow> pending)
    {
        lock (gate)
        {
            runs = pending;
            start = clock.GetTimestamp();
        }
    }

    public void Advance(PlanRow run, double modelTime, double? endTime)
    {
        lock (gate)
        {
            latestTime = modelTime;
            // As in the cost model: the work of a long run grows like the root of its time.
            fractions[run.Key] = endTime is { } end ? Math.Sqrt(Math.Clamp(modelTime / end, 0, 1)) : 0;
        }
    }

    public void Finish(PlanRow run)
    {
        lock (gate)
        {
            finished++;
            fractions[run.Key] = 1;
        }
    }

    /// <summary>Part of the work that is done, by the cost model, 0 to 1.</summary>
    public double Fraction
    {
        get
        {
            lock (gate)
            {
                return runs.Sum(run => run.EstimatedSeconds * fractions.GetValueOrDefault(run.Key)) / Math.Max(runs.Sum(run => run.EstimatedSeconds), double.Epsilon);
            }
        }
    }

    /// <summary>"2 of 4 runs, t = 3.2e+04, about 1:20 left".</summary>
    public string Sentence
    {
        get
        {
            double fraction = Fraction;
            lock (gate)
            {
                string left = fraction is > 0.01 and < 1
                    ? $", about {(clock.GetElapsedTime(start) * ((1 - fraction) / fraction)).ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)} left"
                    : "";
                string time = latestTime > 0 ? string.Create(CultureInfo.InvariantCulture, $", t = {latestTime:0.0e+00}") : "";
                return $"{finished} of {runs.Count} runs done{time}{left}";
            }
        }
    }
}
