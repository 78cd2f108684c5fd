namespace DlnDynamics.Studies;

/// <summary>Tells an observer the time that one run has reached, at once and on the run's own thread.</summary>
internal sealed class RunProgress(IExecutionObserver observer, PlanRow run, double? endTime) : IProgress<double>
{
    public void Report(double value) => observer.Advance(run, value, endTime);
}
