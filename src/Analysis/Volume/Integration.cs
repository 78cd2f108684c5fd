using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>How a problem is integrated: the choice of a method, which is the caller's.</summary>
public delegate IntegrationResult Integration(InitialValueProblem problem, IntegrationOptions options, ITrajectorySink sink);
