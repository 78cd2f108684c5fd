using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>One stream, several sinks, told in the order given.</summary>
public sealed class TeeSink(params ImmutableArray<ITrajectorySink> sinks) : ITrajectorySink
{
    /// <inheritdoc/>
    public void Begin(InitialValueProblem problem)
    {
        foreach (ITrajectorySink sink in sinks)
        {
            sink.Begin(problem);
        }
    }

    /// <inheritdoc/>
    public void Accept(in AcceptedStep step)
    {
        foreach (ITrajectorySink sink in sinks)
        {
            sink.Accept(step);
        }
    }

    /// <inheritdoc/>
    public void End(IntegrationResult result)
    {
        foreach (ITrajectorySink sink in sinks)
        {
            sink.End(result);
        }
    }
}
