namespace DlnDynamics.Studies;

/// <summary>The linear functional −⟨C, X⟩, which is not bounded below.</summary>
/// <param name="Matrix">C.</param>
/// <param name="Scale">What C is divided by.</param>
public sealed record LinearSettings(MatrixSource Matrix, DataScale Scale) : ProblemSettings(Matrix, Scale);
