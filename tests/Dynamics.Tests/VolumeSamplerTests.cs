using MathNet.Numerics.Distributions;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The law of the sampler against the volume form, cell by cell (MATH.md 4.2).</summary>
public sealed class VolumeSamplerTests
{
    private const double Scale = 0.8;

    public static TheoryData<double> Depths => [1, 2, 3, 8, 0];

    private static Depth DepthOf(double n) => n == 0 ? Depth.Infinite : Depth.Real(n);

    [Theory]
    [MemberData(nameof(Depths))]
    public void Singular_values_have_the_density_of_the_volume_form_times_the_weight(double n)
    {
        // In the coordinates q = σ^(1/N), at N = ∞ ln σ, the density (4.1) is smooth: a midpoint rule of 500 × 500 on q₁ > q₂.
        Depth depth = DepthOf(n);
        VolumeSampler sampler = new(depth, 2, Scale, 61);
        double low = depth.IsInfinite ? -6 * Scale : 0, high = 6 * Scale, step = (high - low) / 500;
        double[] probabilities = new double[30];
        for (int i = 0; i < 500; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                // A cell of the diagonal is half a cell, and its middle of gravity lies off the diagonal by a third of the step.
                double first = low + (i + (i == j ? 2.0 / 3 : 0.5)) * step, second = low + (j + (i == j ? 1.0 / 3 : 0.5)) * step;
                double[] logs = [LogSigma(depth, first), LogSigma(depth, second)];
                double log = VolumeForm.LogFrameDensity(depth, logs, 2, 2) + sampler.LogWeight(logs) + LogSlope(depth, first) + LogSlope(depth, second);
                probabilities[Cell(depth, first, second)] += Math.Exp(log) * step * step * (i == j ? 0.5 : 1);
            }
        }

        // (U, Σ, V) ↦ X is four to one, and the frames of O(2) are two circles each: 4π² in all.
        double mass = probabilities.Sum();
        Assert.Equal(sampler.LogMass, Math.Log(4 * Math.PI * Math.PI * mass), 1e-4);

        const int samples = 20000;
        int[] counts = new int[30];
        for (int k = 0; k < samples; k++)
        {
            ReadOnlySpan<double> logs = sampler.Next().LogSigma;
            counts[Cell(depth, Coordinate(depth, logs[0]), Coordinate(depth, logs[1]))]++;
        }
        AssertLaw(counts, [.. probabilities.Select(one => one / mass)], samples);
    }

    [Theory]
    [MemberData(nameof(Depths))]
    public void Frames_are_uniform_and_independent(double n)
    {
        // In three dimensions a coordinate of a uniform unit vector is uniform on [−1, 1].
        const int samples = 10000;
        VolumeSampler sampler = new(DepthOf(n), 3, Scale, 62);
        int[] counts = new int[50];
        for (int k = 0; k < samples; k++)
        {
            SpectralPoint point = sampler.Next();
            double u = point.Left[1, 0], v = point.Right[2, 0];
            counts[Fifth(Math.Abs(u)) + 5 * Fifth(Math.Abs(v)) + (u * v > 0 ? 25 : 0)]++;
        }
        AssertLaw(counts, [.. Enumerable.Repeat(1 / 50.0, 50)], samples);
    }

    [Theory]
    [MemberData(nameof(Depths))]
    public void Second_moments_are_those_of_the_flat_coordinates(double n)
    {
        // Σ σ^(2/N) is the square of nine independent entries; Σ (ln σ)² that of three on the diagonal and, halved, of six beside it.
        const int samples = 10000;
        Depth depth = DepthOf(n);
        VolumeSampler sampler = new(depth, 3, Scale, 63);
        double[] squares = [.. Enumerable.Range(0, samples).Select(_ => -2 * Scale * Scale * sampler.LogWeight(sampler.Next().LogSigma))];
        double mean = squares.Average(), error = Math.Sqrt(squares.Sum(one => (one - mean) * (one - mean)) / samples / samples);
        Assert.InRange(mean, (depth.IsInfinite ? 6 : 9) * Scale * Scale - 3 * error, (depth.IsInfinite ? 6 : 9) * Scale * Scale + 3 * error);
    }

    [Fact]
    public void The_same_seed_gives_the_same_matrices()
    {
        foreach (Depth depth in new[] { Depth.Of(3), Depth.Infinite })
        {
            VolumeSampler one = new(depth, 3, 1, 7), other = new(depth, 3, 1, 7);
            one.Next();
            other.Next();
            Assert.Equal(one.Next().ToMatrix().Data.ToArray(), other.Next().ToMatrix().Data.ToArray());
        }
    }

    private static double LogSigma(Depth depth, double q) => depth.IsInfinite ? q : depth.Value * Math.Log(q);

    private static double Coordinate(Depth depth, double logSigma) => depth.IsInfinite ? logSigma : Math.Exp(logSigma / depth.Value);

    private static double LogSlope(Depth depth, double q) => depth.IsInfinite ? q : Math.Log(depth.Value) + (depth.Value - 1) * Math.Log(q);

    private static int Fifth(double value) => Math.Min(4, (int)(5 * value));

    /// <summary>Six bins of q₁ and five of the rest, about equally likely.</summary>
    private static int Cell(Depth depth, double first, double second)
    {
        double size = first / Scale, rest = depth.IsInfinite ? (first - second) / (3 * Scale) : second / first;
        double[] bounds = depth.IsInfinite ? [0, 0.4, 0.8, 1.2, 1.6] : [1.2, 1.6, 1.9, 2.2, 2.6];
        return bounds.Count(bound => size > bound) * 5 + Fifth(Math.Clamp(rest, 0, 1));
    }

    private static void AssertLaw(int[] counts, double[] probabilities, int samples)
    {
        double square = counts.Zip(probabilities, (count, p) => Math.Pow(count - samples * p, 2) / (samples * p)).Sum();
        Assert.All(probabilities, p => Assert.True(samples * p > 5));
        Assert.InRange(square, 0, ChiSquared.InvCDF(counts.Length - 1, 0.99));
    }
}
