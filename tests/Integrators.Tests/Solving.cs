namespace DlnDynamics.Integrators.Tests;

internal static class Solving
{
    /// <summary>Integrates with a method by name, under the test's cancellation.</summary>
    public static IntegrationResult Solve(this InitialValueProblem problem, string method, IntegrationOptions options, ITrajectorySink? sink = null) =>
        problem.Integrate(MethodCatalog.Find(method), options, sink, TestContext.Current.CancellationToken);
}
