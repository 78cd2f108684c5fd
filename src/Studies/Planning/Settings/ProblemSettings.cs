namespace DlnDynamics.Studies;

/// <summary>The loss of a run and its data.</summary>
/// <param name="Data">The data as they are stored: the matrix that X approaches, or the samples or operators that it is fitted to. Only <see cref="Rows"/> and <see cref="Columns"/> say the shape of X.</param>
/// <param name="Scale">What the data are divided by before the run.</param>
public abstract record ProblemSettings(MatrixSource Data, DataScale Scale)
{
    /// <summary>Number of rows of X, m: that of the data, unless a problem says another.</summary>
    public virtual int Rows => Data.Rows;

    /// <summary>Number of columns of X, n: that of the data, unless a problem says another.</summary>
    public virtual int Columns => Data.Columns;

    /// <summary>Whether logarithms of the data are taken first.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>What is subtracted before scaling.</summary>
    public Centring Centre { get; init; }

    /// <summary>μ of (μ/2)‖X‖² added to the loss, in scaled units; 0: none.</summary>
    public double Ridge { get; init; }
}
