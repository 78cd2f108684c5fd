namespace DlnDynamics.Integrators;

/// <summary>Receives a trajectory, accepted step by accepted step.</summary>
public interface ITrajectorySink
{
    /// <summary>Before the first step, also when the interval is a single instant.</summary>
    void Begin(InitialValueProblem problem);

    /// <summary>After every accepted step, in order of time.</summary>
    void Accept(in AcceptedStep step);

    /// <summary>At the end, however it ended.</summary>
    void End(IntegrationResult result);
}
