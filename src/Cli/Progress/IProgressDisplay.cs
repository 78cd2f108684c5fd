using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>Shows how a study goes on while it runs.</summary>
internal interface IProgressDisplay : IExecutionObserver
{
    /// <summary>Does the work, showing its progress.</summary>
    T During<T>(Func<T> work);
}
