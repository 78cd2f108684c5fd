namespace DlnDynamics.Studies;

/// <summary>Where the data matrix of a problem comes from; its shape is known, its file already read.</summary>
/// <param name="Rows">Number of rows, m.</param>
/// <param name="Columns">Number of columns, n.</param>
public abstract record MatrixSource(int Rows, int Columns);
