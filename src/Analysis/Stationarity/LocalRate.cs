using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>The exponential rate at which the flow must end at a limit: ‖X − X*‖ ~ e^(−rate·τ), and E − E(X*) twice as fast. Rescaled clock.</summary>
/// <param name="Rate">The smallest eigenvalue, not zero, of the flow linearised at the limit; null: none, or undecided.</param>
/// <param name="Error">How far off the rate may be because the point is not quite the limit; NaN without a rate.</param>
/// <param name="Signs">The eigenvalues; those that are zero lead along the set of minimisers.</param>
/// <param name="Zero">Number of directions without a rate; null where not all eigenvalues are known.</param>
/// <param name="Reason">What it rests on, or what is missing.</param>
/// <remarks>
/// Balanced: the eigenvalues of S = Â^½·Hess·Â^½ on the stratum; otherwise those of ∇²L/N. A direction that starts without amplitude shows a
/// faster rate. Of a limit on the boundary of its stratum the law is algebraic, and no rate is given. Source: [BRTW20]; the numbers in
/// docs/design/008-stationarity.md.
/// </remarks>
public sealed record LocalRate(double? Rate, double Error, CurvatureSigns Signs, int? Zero, string Reason)
{
    /// <summary>The rate at which the loss decays to its limit; null as <see cref="Rate"/>.</summary>
    public double? LossRate => 2 * Rate;

    /// <summary>The rate of a balanced flow at a point near its limit, all of whose modes have positive limits.</summary>
    /// <param name="depth">N.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="point">The point; as many modes as the rank.</param>
    /// <param name="isZeroGradient">Whether the whole gradient of the loss tends to zero there: what is left of it is then a perturbation.</param>
    public static LocalRate Balanced(Depth depth, ILoss loss, FlowState point, bool isZeroGradient)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(point);
        StratumRates rates = new(depth, loss, point);
        double inverse = depth.Reciprocal, logSigma = point.LogSigma[0], gradient = point.GradientNorm;
        double curvature = rates.Padding > 0 ? gradient * inverse * Math.Exp((1 - 2 * inverse) * logSigma) : 0;
        OperatorSpectrum spectrum = OperatorSpectrum.Of(rates, RoundOff * OperatorSpectrum.EndsOf(rates).Norm);

        // The layers' bound on the third derivative in the depth metric, whose unit is √N layers' units.
        double third = 3 * OperatorSpectrum.EndsOf(new LossHessian(loss, point.EndToEnd)).Norm * (1 - inverse) * Math.Exp((2 - 3 * inverse) * logSigma)
            + (depth.Value == 1 ? 0 : (1 - inverse) * (1 - 2 * inverse) * Math.Exp((1 - 3 * inverse) * logSigma) * gradient);

        // Where the gradient ends at zero, eigenvalues zero stay zero off the limit but for the curvature term: Â on both sides changes no inertia.
        CurvatureSigns signs = isZeroGradient ? CurvatureSigns.Within(spectrum, curvature) : CurvatureSigns.Near(spectrum, rates.Speed, third);
        LocalRate rate = Judge(signs, third * rates.Speed, rates.Padding);
        double slide = FastestSlide(depth, point);
        return rate.Rate is not { } value ? rate
            : slide > Slow * value ? rate with { Rate = null, Error = double.NaN, Reason = Say($"ln σ of a mode still moves by {slide:g3} a unit of time, not slow against {value:g3}: it may fall by a power law. Integrate longer.") }
            : rate with { Error = isZeroGradient ? signs.SmallestPositiveError + 2 * slide : rate.Error };
    }

    /// <summary>The rate of layers, balanced or not, at a point near their limit.</summary>
    /// <param name="hessian">The Hessian there.</param>
    /// <param name="layers">N.</param>
    /// <param name="signs">Its eigenvalues.</param>
    /// <param name="third">A bound on the third derivative of the layered loss.</param>
    public static LocalRate OfLayers(LayeredHessian hessian, int layers, CurvatureSigns signs, double third)
    {
        ArgumentNullException.ThrowIfNull(hessian);
        ArgumentNullException.ThrowIfNull(signs);
        LocalRate rate = Judge(signs, third * hessian.GradientNorm(), 0);
        return rate with { Rate = rate.Rate / layers, Error = rate.Error / layers };
    }

    // A mode that has less than this part of an e-fold to go at that rate changes the rate by about as much.
    private const double Slow = 0.1;

    // Below this part of the largest an eigenvalue is rounding, whatever the point.
    private const double RoundOff = 1e-13;

    private static LocalRate Judge(CurvatureSigns signs, double perturbation, int padding)
    {
        int? zero = signs.Zero - padding;
        string range = Say($"eigenvalues from {signs.Spectrum.Smallest:g4} to {signs.Spectrum.Largest:g4}, zero up to {signs.Level:g2}, sure from {signs.Certain:g2}");
        if (signs.HasNegative)
        {
            return new(null, double.NaN, signs, zero, $"{signs.Negative} directions lead down: the flow does not end here ({range}).");
        }
        if (double.IsNaN(signs.SmallestPositive))
        {
            return new(null, double.NaN, signs, zero, $"No eigenvalue is surely positive ({range}).");
        }
        if (signs.Unclear > 0)
        {
            return new(null, double.NaN, signs, zero, $"{signs.Unclear} eigenvalues may be zero or not ({range}). Integrate to a smaller gradient, or complete the tail.");
        }
        double rate = signs.SmallestPositive, error = signs.SmallestPositiveError;
        if (error > Slow * rate)
        {
            return new(null, double.NaN, signs, zero, Say($"The smallest of {signs.Spectrum.Values.Length} Ritz values above zero is {rate:g4} ± {error:g2}: the process has not found it yet ({range})."));
        }
        return new(rate, Math.Max(error, perturbation / rate), signs, zero, Say($"{rate:g6} is the smallest that is surely positive, {signs.Gap:g2} times the largest that counts as zero ({range})."));
    }

    /// <summary>max |dln σᵢ/dτ| = σᵢ^(1−2/N)·|Mᵢᵢ|.</summary>
    private static double FastestSlide(Depth depth, FlowState point)
    {
        if (depth.Value == 1)
        {
            return 0;
        }
        StratumGradient gradient = new(point.Rows, point.Columns, point.Modes);
        gradient.Fill(depth, point);
        double largest = 0;
        for (int i = 0; i < point.Modes; i++)
        {
            largest = Math.Max(largest, Math.Exp((1 - 2 * depth.Reciprocal) * point.LogSigma[i]) * Math.Abs(gradient.InFrame[i, i]));
        }
        return largest;
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
