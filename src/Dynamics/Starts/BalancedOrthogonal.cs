using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>X(0) = scale·Q with Q Haar orthogonal; with orthonormal columns or rows when not square.</summary>
/// <param name="Scale">Every singular value.</param>
/// <param name="Seed">Of the random numbers.</param>
/// <param name="Sign">Of the determinant: where it comes out the other one, the first column is negated.</param>
public sealed record BalancedOrthogonal(double Scale, long Seed, StartSign Sign = StartSign.Any) : IBalancedStart
{
    /// <inheritdoc/>
    public PolarFactors At(int rows, int columns)
    {
        RandomSource random = new(Seed, "balanced-orthogonal", rows, columns);
        Matrix frame = RandomFrames.Orthonormal(Math.Max(rows, columns), Math.Min(rows, columns), random);
        SignedStart.Turn(frame, Sign, rows, columns);
        Matrix identity = Matrix.Identity(Math.Min(rows, columns));
        return rows >= columns ? PolarFactors.Scaled(frame, Scale, identity) : PolarFactors.Scaled(identity, Scale, frame);
    }
}
