using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>Integrates a flow as far as its limit is to be completed from.</summary>
/// <param name="flow">The flow, an instance of its own.</param>
/// <param name="tolerance">The tolerance, as a study states it for these coordinates.</param>
/// <param name="otherMethod">Whether to use another method than usual, because no other coordinates can check this flow.</param>
public delegate IntegrationResult FlowSolver(GradientFlow flow, double tolerance, bool otherMethod);
