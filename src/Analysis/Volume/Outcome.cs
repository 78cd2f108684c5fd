using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Where the flow from one of many starts ended.</summary>
/// <param name="Seed">Of the start.</param>
/// <param name="HasArrived">Whether it converged with every invariant kept; else where it stands says nothing of its limit.</param>
/// <param name="EndToEnd">X at the end.</param>
/// <param name="Sigma">Its singular values, largest first.</param>
/// <param name="Reason">How it ended, and what was broken if anything was.</param>
public sealed record Outcome(long Seed, bool HasArrived, Matrix EndToEnd, IReadOnlyList<double> Sigma, string Reason);
