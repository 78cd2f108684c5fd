namespace DlnDynamics.Integrators;

/// <summary>The loop: the one file where field, method, controller, events and sink meet.</summary>
public static class Integrator
{
    /// <summary>Integrates a problem with a method, telling a sink of every accepted step.</summary>
    public static IntegrationResult Integrate(
        this InitialValueProblem problem, IMethod method, IntegrationOptions options, ITrajectorySink? sink = null, CancellationToken cancellation = default) =>
        throw new NotSupportedException();
}
