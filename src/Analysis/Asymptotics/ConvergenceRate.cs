using MathNet.Numerics.LinearRegression;

namespace DlnDynamics.Analysis;

/// <summary>How a positive quantity tends to zero, with the stretch of time that says so.</summary>
/// <param name="Law">The law; undecided where neither fits a long enough tail clearly better than the other.</param>
/// <param name="Rate">Exponential: per unit of time of the samples. Power law: the exponent. NaN when undecided.</param>
/// <param name="StandardError">Of the rate: the larger of the standard error of the fit and the difference between the two halves of the tail.</param>
/// <param name="TailStart">Time of the first sample of the tail.</param>
/// <param name="TailEnd">Time of the last sample of the tail.</param>
public sealed record ConvergenceRate(DecayLaw Law, double Rate, double StandardError, double TailStart, double TailEnd)
{
    private const int FewestSamples = 8;

    // A law must explain ln q to this part of its range over the tail.
    private const double Tightness = 0.01;

    // Akaike weights of e^(-5) and less: the other law is out.
    private const double ClearlyBetter = 10;

    // A tail that knows its rate this well need not be shortened any more.
    private const double GoodError = 1e-3;

    // A rate that its own tail does not know to a tenth is no rate.
    private const double LargestError = 0.1;

    // A loss this far below its largest value is the square of a gradient known to nine digits: integration and round-off, not decay.
    private const double Floor = 1e-18;

    private static readonly ConvergenceRate Undecided = new(DecayLaw.Undecided, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Fits ln q against t and against ln t on tails of all lengths, and takes the longest that knows its rate to 0.1 %, or else the one that knows it best.</summary>
    /// <param name="times">Times, increasing.</param>
    /// <param name="values">The quantity; samples that are not positive, and all from the first below 1e-18 of the largest on, are left out.</param>
    /// <remarks>
    /// The samples are smooth, so a fit over a stretch in which the rate still drifts has small residuals and a wrong slope. What the drift
    /// does to the rate shows in the difference between the halves of the tail; a longer tail is taken only where that is smaller.
    /// </remarks>
    public static ConvergenceRate Judge(IReadOnlyList<double> times, IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(values);
        double largest = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        (double T, double Log)[] samples =
            [.. times.Zip(values).Where(s => s.First > 0).TakeWhile(s => s.Second > Floor * largest).Select(s => (s.First, Math.Log(s.Second)))];
        ConvergenceRate best = Undecided;
        for (int start = 0; start + FewestSamples <= samples.Length && !(best.RelativeError <= GoodError); start++)
        {
            if (OnTail(samples.AsSpan(start)) is { } rate && !(best.RelativeError <= rate.RelativeError))
            {
                best = rate;
            }
        }
        return best.RelativeError <= LargestError ? best : Undecided;
    }

    private double RelativeError => StandardError / Math.Abs(Rate);

    /// <summary>The law that fits one tail tightly and clearly better than the other; null where none does.</summary>
    private static ConvergenceRate? OnTail(ReadOnlySpan<(double T, double Log)> tail)
    {
        double range = tail[0].Log - tail[^1].Log;
        Line exponential = Line.Through(tail, s => s.T), power = Line.Through(tail, s => Math.Log(s.T));
        bool isExponential = exponential.Residual <= power.Residual;
        (Line best, Line other) = isExponential ? (exponential, power) : (power, exponential);
        if (range < 1 || best.Residual > Tightness * range || 2 * tail.Length * Math.Log(other.Residual / best.Residual) < ClearlyBetter)
        {
            return null;
        }
        Func<(double T, double Log), double> abscissa = isExponential ? s => s.T : s => Math.Log(s.T);
        int middle = tail.Length / 2;
        double drift = Math.Abs(Line.Through(tail[..middle], abscissa).Slope - Line.Through(tail[middle..], abscissa).Slope);
        return new(isExponential ? DecayLaw.Exponential : DecayLaw.PowerLaw, -best.Slope, Math.Max(best.StandardError, drift), tail[0].T, tail[^1].T);
    }

    private readonly record struct Line(double Slope, double Residual, double StandardError)
    {
        public static Line Through(ReadOnlySpan<(double T, double Log)> tail, Func<(double T, double Log), double> abscissa)
        {
            double[] x = new double[tail.Length], y = new double[tail.Length];
            for (int k = 0; k < x.Length; k++)
            {
                x[k] = abscissa(tail[k]);
                y[k] = tail[k].Log;
            }
            (double intercept, double slope) = SimpleRegression.Fit(x, y);
            double mean = x.Average(), spread = x.Sum(one => (one - mean) * (one - mean));
            double squares = x.Zip(y, (one, value) => value - intercept - slope * one).Sum(rest => rest * rest);
            return new(slope, Math.Sqrt(squares / x.Length), Math.Sqrt(squares / (x.Length - 2) / spread));
        }
    }
}
