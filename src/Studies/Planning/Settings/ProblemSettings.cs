namespace DlnDynamics.Studies;

/// <summary>The loss of a run and its data.</summary>
/// <param name="Matrix">The data.</param>
/// <param name="Scale">What the data are divided by before the run.</param>
public abstract record ProblemSettings(MatrixSource Matrix, DataScale Scale)
{
    /// <summary>Number of rows of X.</summary>
    public virtual int Rows => Matrix.Rows;

    /// <summary>Number of columns of X.</summary>
    public virtual int Columns => Matrix.Columns;

    /// <summary>Whether logarithms of the data are taken first.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>What is subtracted before scaling.</summary>
    public Centring Centre { get; init; }

    /// <summary>μ of (μ/2)‖X‖² added to the loss, in scaled units; 0: none.</summary>
    public double Ridge { get; init; }
}
