using MathNet.Numerics.LinearRegression;

namespace DlnDynamics.Analysis;

/// <summary>How a positive quantity tends to zero, with the stretch of time that says so.</summary>
/// <param name="Law">The law; undecided where neither fits a long enough tail clearly better than the other.</param>
/// <param name="Rate">Exponential: per unit of time of the samples. Power law: the exponent. NaN when undecided.</param>
/// <param name="StandardError">Of the rate: the larger of the standard error of the fit and the spread between the quarters of the tail.</param>
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

    // A loss this far below its largest value is the square of a gradient known to nine digits: round-off, not decay.
    private const double RoundOff = 1e-18;

    private static readonly ConvergenceRate Undecided = new(DecayLaw.Undecided, double.NaN, double.NaN, double.NaN, double.NaN);

    /// <summary>Fits ln q against t and against ln t on tails of all lengths, and takes the longest that knows its rate to 0.1 %, or else the one that knows it best.</summary>
    /// <param name="times">Times, increasing.</param>
    /// <param name="values">The quantity; samples that are not positive, and all from the first below the floor on, are left out.</param>
    /// <param name="floor">Relative to the largest value, at least 1e-18. For a loss the square of the integrator's tolerance: what lies below decays as the method has it, not the flow.</param>
    /// <remarks>
    /// The samples are smooth, so a fit over a stretch in which the rate still drifts has small residuals and a wrong slope. What the drift
    /// does to the rate shows in the spread between the quarters of the tail; a longer tail is taken only where that is smaller.
    /// </remarks>
    public static ConvergenceRate Judge(IReadOnlyList<double> times, IReadOnlyList<double> values, double floor = RoundOff)
    {
        ArgumentNullException.ThrowIfNull(times);
        ArgumentNullException.ThrowIfNull(values);
        double largest = values.Where(double.IsFinite).DefaultIfEmpty(0).Max();
        (double T, double Log)[] samples =
            [.. times.Zip(values).Where(s => s.First > 0).TakeWhile(s => s.Second > Math.Max(floor, RoundOff) * largest).Select(s => (s.First, Math.Log(s.Second)))];
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
        double fastest = double.NegativeInfinity, slowest = double.PositiveInfinity;
        for (int quarter = 0; quarter < 4; quarter++)
        {
            double slope = Line.Through(tail[(quarter * tail.Length / 4)..((quarter + 1) * tail.Length / 4)], abscissa).Slope;
            (fastest, slowest) = (Math.Max(fastest, slope), Math.Min(slowest, slope));
        }
        return new(isExponential ? DecayLaw.Exponential : DecayLaw.PowerLaw, -best.Slope, Math.Max(best.StandardError, fastest - slowest), tail[0].T, tail[^1].T);
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
