namespace DlnDynamics.Studies;

/// <summary>Matrix factorization: ½ ‖X − target‖², every entry observed.</summary>
/// <param name="Matrix">The data, without a missing entry.</param>
/// <param name="Scale">What the data are divided by.</param>
public sealed record FactorizationSettings(MatrixSource Matrix, DataScale Scale) : ProblemSettings(Matrix, Scale);
