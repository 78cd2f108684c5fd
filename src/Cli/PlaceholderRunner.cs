using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>Stands where SingleRun will stand.</summary>
internal sealed class PlaceholderRunner : IRunner
{
    public RunRecord Run(RunSettings settings, string key, IProgress<double>? modelTime, CancellationToken cancellation) =>
        throw new NotSupportedException("SingleRun is not there yet.");
}
