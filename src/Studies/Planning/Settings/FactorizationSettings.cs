namespace DlnDynamics.Studies;

/// <summary>Matrix factorization: ½ ‖X − target‖², every entry observed.</summary>
/// <param name="Data">The data, without a missing entry.</param>
/// <param name="Scale">What the data are divided by.</param>
public sealed record FactorizationSettings(MatrixSource Data, DataScale Scale) : ProblemSettings(Data, Scale);
