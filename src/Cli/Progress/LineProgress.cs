using System.Globalization;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>Plain lines, at most one in ten seconds, for a stream that nobody watches.</summary>
internal sealed class LineProgress(TextWriter error) : IProgressDisplay
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private readonly Forecast forecast = new(TimeProvider.System);
    private readonly Lock gate = new();
    private long last = TimeProvider.System.GetTimestamp();

    public T During<T>(Func<T> work) => work();

    public void Begin(IReadOnlyList<PlanRow> pending, int stored)
    {
        forecast.Begin(pending);
        error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{pending.Count} {(pending.Count == 1 ? "run" : "runs")} to do, {stored} stored already"));
    }

    public void Advance(PlanRow run, double modelTime, double? endTime)
    {
        forecast.Advance(run, modelTime, endTime);
        Write();
    }

    public void Finish(PlanRow run, RunRecord record)
    {
        if (record.ReturnCode != RunOutcome.Cancelled)
        {
            forecast.Finish(run);
        }
        Write();
    }

    private void Write()
    {
        lock (gate)
        {
            if (TimeProvider.System.GetElapsedTime(last) >= Pause)
            {
                last = TimeProvider.System.GetTimestamp();
                error.WriteLine(forecast.Sentence);
            }
        }
    }
}
