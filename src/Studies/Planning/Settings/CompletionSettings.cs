namespace DlnDynamics.Studies;

/// <summary>Matrix completion: ½ Σ over observed entries of ω·(X − target)².</summary>
/// <param name="Data">The data; entries that are missing are never observed.</param>
/// <param name="Observed">Which of the present entries the loss sees; the others are held out.</param>
/// <param name="Scale">What the data are divided by.</param>
public sealed record CompletionSettings(MatrixSource Data, ObservedEntries Observed, DataScale Scale) : ProblemSettings(Data, Scale)
{
    /// <summary>ω, positive where observed; null: 1 everywhere.</summary>
    public MatrixOfFile? Weights { get; init; }
}
