using DlnDynamics.Integrators;

namespace DlnDynamics.Oracles;

/// <summary>A field together with one solution in closed form.</summary>
public interface IExactProblem : IDifferentiableField
{
    /// <summary>The solution at a time; its value at 0 is where to start.</summary>
    double[] Exact(double t);
}
