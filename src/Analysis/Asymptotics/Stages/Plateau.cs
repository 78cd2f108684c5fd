namespace DlnDynamics.Analysis;

/// <summary>A stretch in which the loss hardly moves: near a saddle, or at the end. Rescaled clock.</summary>
/// <param name="Start">From when on the loss is within 2 % of the loss at the start of the run of this level.</param>
/// <param name="End">Until when it is.</param>
/// <param name="Loss">The level: the loss where the gradient is smallest.</param>
/// <param name="Rank">How many of the modes that the end keeps have half their value at the end or more.</param>
/// <param name="GradientNorm">(−dE/dτ)^½ where it is smallest.</param>
public sealed record Plateau(double Start, double End, double Loss, int Rank, double GradientNorm);
