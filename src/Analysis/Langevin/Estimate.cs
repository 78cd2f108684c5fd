using System.Collections.Immutable;

namespace DlnDynamics.Analysis;

/// <summary>A mean over independent samples and its standard error.</summary>
/// <param name="Mean">Of the samples.</param>
/// <param name="StandardError">Root of the unbiased variance over the number of samples; NaN for one sample.</param>
public readonly record struct Estimate(double Mean, double StandardError)
{
    /// <summary>Of samples, in two passes.</summary>
    public static Estimate Of(ImmutableArray<double> samples)
    {
        double mean = samples.Sum() / samples.Length, squares = samples.Sum(value => (value - mean) * (value - mean));
        return new(mean, samples.Length < 2 ? double.NaN : Math.Sqrt(squares / (samples.Length - 1) / samples.Length));
    }

    /// <summary>How many standard errors the mean is off a value.</summary>
    public double Deviation(double value) => Math.Abs(Mean - value) / StandardError;
}
