using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>The mean of √det ĝ_N along a chord on which one entry of a square matrix moves, with the rank-deficient matrix on it integrated over.</summary>
/// <remarks>
/// det(X + s·eᵢeⱼᵀ) = det X·(1 + s·(X⁻¹)ⱼᵢ) has one root, and gives the smallest singular value to all digits: det over the product of
/// the others. With x the distance from the root the integrand is x^(−(1−1/N)) times a smooth function of x^(1/N), so it is integrated in
/// N·(x^(1/N) − 1), at N = ∞ in ln x. Where other singular values are small too (<see cref="NarrowPlaces"/>) it has peaks: the chord is cut there,
/// and integrated in the fourth root of the distance. Error: handed out, <see cref="Tolerance"/> where it is met.
/// </remarks>
internal sealed class SingularChord
{
    /// <summary>Relative, of the mean.</summary>
    public const double Tolerance = 1e-6;

    private readonly Depth depth;
    private readonly int size;
    private readonly ISingularValues singularValues;
    private readonly ILuFactorization lu;
    private readonly NarrowPlaces narrow;
    private readonly List<double> cuts = [];
    private readonly Matrix left;
    private readonly Matrix right;
    private readonly Matrix x;
    private readonly Matrix factored;
    private readonly double[] sigma;
    private readonly double[] logSigma;
    private (int Row, int Column) entry;
    private double start;
    private double below;
    private double above;
    private double root;            // as s, from the point; +∞ where it is out of reach
    private double inverse;         // (X⁻¹)ⱼᵢ at the point
    private double logDeterminant;  // at the point
    private double rounding;        // of the determinant, relative
    private double logReference;    // of the density, at the point

    /// <summary>A workspace for chords of d × d matrices.</summary>
    public SingularChord(Depth depth, int size)
    {
        this.depth = depth;
        this.size = size;
        singularValues = DenseKernels.Default.SingularValues(size, size);
        lu = DenseKernels.Default.Lu(size);
        (left, right, x, factored) = (new(size, size), new(size, size), new(size, size), new(size, size));
        (sigma, logSigma) = (new double[size], new double[size]);
        narrow = new(size, Decompose, sigma, left, right);
    }

    /// <summary>Takes up the chord through a point of full rank; whether it contains a rank-deficient matrix.</summary>
    public bool Meets(SpectralPoint point, BallSampler ball)
    {
        ball.Point.Data.CopyTo(x.Data);
        (entry, below, above) = (ball.Entry, ball.Below, ball.Above);
        start = x[entry.Row, entry.Column];
        (inverse, logDeterminant) = (0, 0);
        for (int k = 0; k < size; k++)
        {
            inverse += point.Right[entry.Column, k] * point.Left[entry.Row, k] * Math.Exp(-point.LogSigma[k]);
            logDeterminant += point.LogSigma[k];
        }
        rounding = Rounding();
        logReference = VolumeForm.LogDensity(depth, point.LogSigma, size, size);
        double length = below + above;
        root = inverse == 0 ? double.PositiveInfinity : -1 / inverse;
        if (root < -below - length || root > above + length)
        {
            root = double.PositiveInfinity;
        }
        return root >= -below && root <= above;
    }

    /// <summary>ln of the mean of the density along the chord, and its error: of quadrature, and of the determinant's rounding.</summary>
    public (double Log, double Error) LogMean()
    {
        cuts.Clear();
        narrow.Find(entry, -below, above, cuts);
        cuts.RemoveAll(cut => cut == root);
        if (double.IsFinite(root))
        {
            cuts.Add(root);
        }
        if (cuts.Count == 0)
        {
            // Any place outside will do to measure distances from: the integrand is smooth.
            cuts.Add(above + (below + above));
        }
        cuts.Sort();
        AdaptiveQuadrature quadrature = new(Tolerance);
        for (int i = 0; i < cuts.Count; i++)
        {
            double from = i == 0 ? -below : Math.Clamp(0.5 * (cuts[i - 1] + cuts[i]), -below, above);
            double to = i == cuts.Count - 1 ? above : Math.Clamp(0.5 * (cuts[i] + cuts[i + 1]), -below, above);
            AddSide(quadrature, cuts[i], -1, cuts[i] - to, cuts[i] - from);
            AddSide(quadrature, cuts[i], 1, from - cuts[i], to - cuts[i]);
        }
        (double value, double error) = quadrature.Integrate();
        return (logReference + Math.Log(value / (below + above)), error + (1 - depth.Reciprocal) * rounding);
    }

    /// <summary>The density, over that at the point, on the side of a cut where s = cut + sign·x, for the x > 0 between two bounds.</summary>
    private void AddSide(AdaptiveQuadrature quadrature, double cut, int sign, double nearest, double farthest)
    {
        nearest = Math.Max(0, nearest);
        if (!(farthest > nearest))
        {
            return;
        }
        double logFarthest = Math.Log(farthest);
        if (cut == root)
        {
            double logSlope = logDeterminant + Math.Log(Math.Abs(inverse));
            quadrature.Add(
                z =>
                {
                    double logDistance = RadialCoordinate.ToLogSigma(depth, z);
                    double density = LogDensity(cut + sign * farthest * Math.Exp(logDistance), logSlope + logFarthest + logDistance);
                    return Math.Exp(density - logReference + logFarthest + (1 - depth.Reciprocal) * logDistance);
                },
                RadialCoordinate.Of(depth, Math.Log(nearest / farthest)), 0);
            return;
        }
        quadrature.Add(
            t =>
            {
                double distance = farthest * t * t * t * t, s = cut + sign * distance;
                double logDet = logDeterminant + (double.IsFinite(root) ? Math.Log(Math.Abs((cut - root + sign * distance) * inverse)) : Math.Log(1 + s * inverse));
                return Math.Exp(LogDensity(s, logDet) - logReference) * 4 * farthest * t * t * t;
            },
            Math.Sqrt(Math.Sqrt(nearest / farthest)), 1);
    }

    private double LogDensity(double s, double logDet)
    {
        Decompose(s);
        double others = 0;
        for (int k = 0; k < size - 1; k++)
        {
            logSigma[k] = Math.Log(sigma[k]);
            others += logSigma[k];
        }
        logSigma[^1] = logDet - others;
        return VolumeForm.LogDensity(depth, logSigma, size, size);
    }

    private void Decompose(double s)
    {
        x[entry.Row, entry.Column] = start + s;
        if (!singularValues.TryDecompose(x.View, left.View, sigma, right.View))
        {
            throw new InvalidOperationException("A finite matrix has singular values.");
        }
    }

    /// <summary>How far the logarithm of the determinant is from that of an LU factorization: both are rounded, in their own ways.</summary>
    private double Rounding()
    {
        x.Data.CopyTo(factored.Data);
        if (!lu.TryFactor(factored.View))
        {
            return double.PositiveInfinity;
        }
        double log = 0;
        for (int k = 0; k < size; k++)
        {
            log += Math.Log(Math.Abs(factored[k, k]));
        }
        return Math.Abs(log - logDeterminant);
    }
}
