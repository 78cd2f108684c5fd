using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Volume along a parametrised family X(u) of matrices of one rank, say the minimisers of a completion: ln of densities with respect to du₁⋯du_k.</summary>
/// <remarks>
/// Two different questions. <see cref="LogStratum"/> weighs each piece of the family by the volume form of the whole stratum there: how much
/// of the stratum's volume lies near it, for Euclidean tubes of one width. <see cref="LogInduced"/> is the family's own area in the depth
/// metric. A family is given at a point by X(u) and its derivatives ∂X/∂u_a, m × n. Source: [CMV23]; [Men24] Theorem 13.
/// </remarks>
public static class VolumeAlong
{
    /// <summary>ln of √det g relative to the Hausdorff measure of the stratum, times the Euclidean area element √det⟨∂_aX, ∂_bX⟩.</summary>
    /// <exception cref="ArgumentException">There is no volume form at this depth (<see cref="VolumeForm.Obstacle"/>), or the derivatives are dependent.</exception>
    public static double LogStratum(Depth depth, SpectralPoint point, IReadOnlyList<Matrix> derivatives, Clock clock = Clock.Rescaled)
    {
        ArgumentNullException.ThrowIfNull(point);
        return VolumeForm.LogDensity(depth, point.LogSigma, point.Stratum.Rows, point.Stratum.Columns, clock) + LogArea(derivatives);
    }

    /// <summary>ln √det g(∂_aX, ∂_bX): the Riemannian area element of the family.</summary>
    /// <exception cref="ArgumentException">A derivative leads out of the stratum or along frozen directions, or they are dependent.</exception>
    public static double LogInduced(Depth depth, SpectralPoint point, IReadOnlyList<Matrix> derivatives, Clock clock = Clock.Rescaled)
    {
        ArgumentNullException.ThrowIfNull(derivatives);
        DepthMetric metric = new(depth, point, clock);
        return LogArea([.. derivatives.Select(metric.InverseRoot)]);
    }

    /// <summary>ln √det of the Gram matrix: the sum of the logarithms of the singular values of the vectors side by side.</summary>
    private static double LogArea(IReadOnlyList<Matrix> vectors)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        if (vectors.Count == 0)
        {
            throw new ArgumentException("A family of matrices has at least one parameter, so at least one derivative.", nameof(vectors));
        }
        Matrix side = new(vectors[0].Data.Length, vectors.Count);
        for (int a = 0; a < vectors.Count; a++)
        {
            vectors[a].Data.CopyTo(side.View.Column(a));
        }
        SingularFactors factors = SingularFactors.Of(side.View);
        if (factors.RankAbove(side.Rows * Math.ScaleB(1, -52)) < vectors.Count)
        {
            throw new ArgumentException($"The {vectors.Count} derivatives are linearly dependent at this point: the family has no area of that dimension there.", nameof(vectors));
        }
        double sum = 0;
        foreach (double sigma in factors.Sigma)
        {
            sum += Math.Log(sigma);
        }
        return sum;
    }
}
