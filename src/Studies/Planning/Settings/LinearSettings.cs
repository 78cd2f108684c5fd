namespace DlnDynamics.Studies;

/// <summary>The linear functional −⟨C, X⟩, which is not bounded below.</summary>
/// <param name="Data">C.</param>
/// <param name="Scale">What C is divided by.</param>
public sealed record LinearSettings(MatrixSource Data, DataScale Scale) : ProblemSettings(Data, Scale);
