using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X(0) = scale·(a given matrix); its rank is that of the matrix up to round-off.</summary>
public sealed record BalancedMatrix(Matrix X, double Scale = 1) : IBalancedStart
{
    /// <inheritdoc/>
    public PolarFactors At(int rows, int columns)
    {
        if (X.Rows != rows || X.Columns != columns)
        {
            throw new ArgumentException($"The start is {X.Rows} × {X.Columns}, the problem {rows} × {columns}.", nameof(rows));
        }
        PolarFactors factors = PolarFactors.Of(X);
        for (int i = 0; i < factors.Rank; i++)
        {
            factors.LogSize[i, i] += Math.Log(Scale);
        }
        return factors;
    }
}
