namespace DlnDynamics.Studies;

/// <summary>Is told how the execution of a plan goes on; called from several threads.</summary>
public interface IExecutionObserver
{
    /// <summary>Execution begins.</summary>
    /// <param name="pending">The runs that will be carried out.</param>
    /// <param name="stored">Number of runs that are stored already.</param>
    void Begin(IReadOnlyList<PlanRow> pending, int stored);

    /// <summary>A run has reached a time, of the end time if it has one.</summary>
    void Advance(PlanRow run, double modelTime, double? endTime);

    /// <summary>A run has ended.</summary>
    void Finish(PlanRow run, RunRecord record);
}
