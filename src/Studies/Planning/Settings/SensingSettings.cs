namespace DlnDynamics.Studies;

/// <summary>Matrix sensing: ½ Σ_k (⟨A_k, X⟩ − y_k)².</summary>
/// <param name="Data">K × (m·n): row k holds A_k, row after row.</param>
/// <param name="Values">y: K × 1, or 1 × K.</param>
/// <param name="RowsOfX">m.</param>
/// <param name="Scale">What the values are divided by.</param>
public sealed record SensingSettings(MatrixSource Data, MatrixOfFile Values, int RowsOfX, DataScale Scale) : ProblemSettings(Data, Scale)
{
    /// <inheritdoc/>
    public override int Rows => RowsOfX;

    /// <inheritdoc/>
    public override int Columns => Data.Columns / RowsOfX;
}
