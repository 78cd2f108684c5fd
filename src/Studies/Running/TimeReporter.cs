using DlnDynamics.Integrators;

namespace DlnDynamics.Studies;

/// <summary>A sink that tells how far a run has come, in the study's clock.</summary>
internal sealed class TimeReporter(IProgress<double>? progress, double timesPerRescaled) : ITrajectorySink
{
    public void Begin(InitialValueProblem problem)
    {
    }

    public void Accept(in AcceptedStep step) => progress?.Report(step.End * timesPerRescaled);

    public void End(IntegrationResult result)
    {
    }
}
