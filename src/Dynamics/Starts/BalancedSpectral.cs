using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X(0) = scale·U·Vᵀ with the leading singular vectors of −E′(0): of the observed data, with zeros where nothing is observed.</summary>
/// <param name="Loss">The loss; of a regression −E′(0) is the correlation of outputs with inputs.</param>
/// <param name="Rank">How many singular vectors: the flow stays on the stratum of that rank.</param>
/// <param name="Scale">Every nonzero singular value of X(0).</param>
/// <remarks>Where the flow from a small start goes first. Depends on the data and on no random number.</remarks>
public sealed record BalancedSpectral(ILoss Loss, int Rank, double Scale) : IBalancedStart
{
    /// <inheritdoc/>
    public PolarFactors At(int rows, int columns)
    {
        int most = Math.Min(rows, columns);
        if (Loss.Rows != rows || Loss.Columns != columns)
        {
            throw new ArgumentException($"The data of the start are {Loss.Rows} × {Loss.Columns}, the problem {rows} × {columns}.", nameof(rows));
        }
        if (Rank < 1 || Rank > most)
        {
            throw new ArgumentException($"A {rows} × {columns} matrix has a rank from 1 to {most}, not {Rank}.", nameof(rows));
        }
        Matrix data = new(rows, columns), left = new(rows, most), right = new(columns, most);
        Loss.Gradient(new Matrix(rows, columns).View, data.View);
        VectorOperations.Scale(-1, data.Data);
        double[] sigma = new double[most];
        if (!DenseKernels.Default.SingularValues(rows, columns).TryDecompose(data.View, left.View, sigma, right.View))
        {
            throw new ArgumentException("The observed data hold numbers that are not finite, so they have no singular vectors.", nameof(rows));
        }
        double roundOff = Math.Max(rows, columns) * Math.ScaleB(1, -52) * sigma[0], next = Rank < most ? sigma[Rank] : 0;
        if (!(sigma[Rank - 1] > roundOff))
        {
            throw new ArgumentException($"The observed data have rank {sigma.Count(value => value > roundOff)} to rounding, so they have no {Rank} leading singular vectors.", nameof(rows));
        }
        if (!(sigma[Rank - 1] - next > roundOff))
        {
            throw new ArgumentException($"Singular values {Rank} and {Rank + 1} of the observed data are equal to rounding, so their leading {Rank} singular vectors are not determined; take another rank.", nameof(rows));
        }
        return PolarFactors.Scaled(Matrix.CopyOf(left.View.Block(0, 0, rows, Rank)), Scale, Matrix.CopyOf(right.View.Block(0, 0, columns, Rank)));
    }
}
