using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X(0) = scale·I, padded with zeros when not square.</summary>
public sealed record BalancedIdentity(double Scale) : IBalancedStart
{
    /// <inheritdoc/>
    public PolarFactors At(int rows, int columns)
    {
        int rank = Math.Min(rows, columns);
        return PolarFactors.Scaled(Padded(rows, rank), Scale, Padded(columns, rank));
    }

    private static Matrix Padded(int rows, int columns)
    {
        Matrix padded = new(rows, columns);
        for (int i = 0; i < columns; i++)
        {
            padded[i, i] = 1;
        }
        return padded;
    }
}
