using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>Shows nothing: --quiet.</summary>
internal sealed class NoProgress : IProgressDisplay
{
    public T During<T>(Func<T> work) => work();

    public void Begin(IReadOnlyList<PlanRow> pending, int stored)
    {
    }

    public void Advance(PlanRow run, double modelTime, double? endTime)
    {
    }

    public void Finish(PlanRow run, RunRecord record)
    {
    }
}
