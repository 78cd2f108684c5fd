namespace DlnDynamics.Studies;

/// <summary>The loss of a run and its data.</summary>
/// <param name="Matrix">The data.</param>
/// <param name="Scale">What the data are divided by before the run.</param>
public abstract record ProblemSettings(MatrixSource Matrix, DataScale Scale);
