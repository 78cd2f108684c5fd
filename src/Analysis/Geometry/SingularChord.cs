using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.Integration;

namespace DlnDynamics.Analysis;

/// <summary>The mean of √det ĝ_N along a chord on which one entry of a square matrix moves, with the rank-deficient matrix on it integrated over.</summary>
/// <remarks>
/// det(X + s·eᵢeⱼᵀ) = det X·(1 + s·(X⁻¹)ⱼᵢ) has one root, and gives the smallest singular value near it to all digits: det over the product of
/// the others. With x the distance from the root the integrand is x^(−(1−1/N)) times a smooth function of x^(1/N), so it is integrated in
/// N·(x^(1/N) − 1), at N = ∞ in ln x, by adaptive Gauss–Kronrod rules to 1e-5.
/// </remarks>
internal sealed class SingularChord(Depth depth, int size)
{
    private readonly ISingularValues singularValues = DenseKernels.Default.SingularValues(size, size);
    private readonly Matrix left = new(size, size);
    private readonly Matrix right = new(size, size);
    private readonly Matrix x = new(size, size);
    private readonly double[] sigma = new double[size];
    private readonly double[] logSigma = new double[size];
    private (int Row, int Column) entry;
    private double start;
    private double below;
    private double above;
    private double root;          // as s, from the point
    private double logSlope;      // ln |d det/ds|
    private double logReference;  // of the density, at the point

    /// <summary>Takes up the chord through a point of full rank; whether it contains a rank-deficient matrix.</summary>
    public bool Meets(SpectralPoint point, BallSampler ball)
    {
        ball.Point.Data.CopyTo(x.Data);
        (entry, below, above) = (ball.Entry, ball.Below, ball.Above);
        start = x[entry.Row, entry.Column];
        double inverse = 0, logDeterminant = 0;
        for (int k = 0; k < size; k++)
        {
            inverse += point.Right[entry.Column, k] * point.Left[entry.Row, k] * Math.Exp(-point.LogSigma[k]);
            logDeterminant += point.LogSigma[k];
        }

        // Without a root in reach any place will do to measure distances from: the integrand is smooth.
        double length = below + above;
        root = inverse == 0 ? double.PositiveInfinity : -1 / inverse;
        logSlope = logDeterminant + Math.Log(Math.Abs(inverse));
        logReference = VolumeForm.LogDensity(depth, point.LogSigma, size, size);
        if (root < -below - length || root > above + length)
        {
            logSlope = double.NaN;
            root = above + length;
        }
        return root >= -below && root <= above;
    }

    /// <summary>ln of the mean of the density along the chord.</summary>
    public double LogMean() => logReference + Math.Log((Side(-1, root - above, root + below) + Side(1, -below - root, above - root)) / (below + above));

    /// <summary>∫ of the density, over that at the point, on the side of the root where s = root + sign·x, for the x > 0 between two bounds.</summary>
    private double Side(int sign, double nearest, double farthest)
    {
        nearest = Math.Max(0, nearest);
        if (!(farthest > nearest))
        {
            return 0;
        }
        double logFarthest = Math.Log(farthest);
        double Integrand(double z)
        {
            double logDistance = RadialCoordinate.ToLogSigma(depth, z);
            double density = LogDensity(root + sign * farthest * Math.Exp(logDistance), logFarthest + logDistance);
            return Math.Exp(density - logReference + logFarthest + (1 - depth.Reciprocal) * logDistance);
        }
        return GaussKronrodRule.Integrate(Integrand, RadialCoordinate.Of(depth, Math.Log(nearest / farthest)), 0, out _, out _, 1e-5);
    }

    private double LogDensity(double s, double logDistance)
    {
        x[entry.Row, entry.Column] = start + s;
        if (!singularValues.TryDecompose(x.View, left.View, sigma, right.View))
        {
            throw new InvalidOperationException("A finite matrix has singular values.");
        }
        double others = 0;
        for (int k = 0; k < size; k++)
        {
            logSigma[k] = Math.Log(sigma[k]);
            others += k < size - 1 ? logSigma[k] : 0;
        }
        if (!double.IsNaN(logSlope))
        {
            logSigma[^1] = logSlope + logDistance - others;
        }
        return VolumeForm.LogDensity(depth, logSigma, size, size);
    }
}
