using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>Whether a trajectory has ended, and at what: minimum, strict saddle, degenerate saddle, or none of them; with the numbers that say so.</summary>
/// <param name="Kind">Of the layered loss where the depth has layers, else of the loss along the matrices that the flow can reach.</param>
/// <param name="ScaledGradient">χ at the point, without the modes that fall to zero.</param>
/// <param name="Falling">Number of modes that fall to zero: the limit has that rank less, and lies on the boundary of its stratum.</param>
/// <param name="Layered">The signs of ∇²L's eigenvalues; null at depths without layers, and where the point is not stationary.</param>
/// <param name="Stratum">The signs of the eigenvalues of S along the limit's own stratum; null where the point is not stationary, or X is zero there.</param>
/// <param name="Rate">The exponential rate at the limit; null where the point is not stationary, or modes fall to zero.</param>
/// <param name="Global">Whether the limit is a global minimum on matrices of its rank; null where the point is not stationary.</param>
/// <param name="Reason">What it rests on, or what is missing.</param>
/// <remarks>Sharpness is <c>Layered.Spectrum.Largest</c>. Source: [AMG24] for kinds of critical points; [LB18] for the step from "no minimum of E" to "saddle".</remarks>
public sealed record Stationarity(
    CriticalPointKind Kind, double ScaledGradient, int Falling, CurvatureSigns? Layered, CurvatureSigns? Stratum, LocalRate? Rate,
    GlobalMinimum? Global, string Reason)
{
    /// <summary>Judges the end of a trajectory.</summary>
    /// <param name="problem">The flow.</param>
    /// <param name="state">Its state there, or a completed limit in the same coordinates.</param>
    /// <param name="evidence">The evidence on the modes at that state.</param>
    /// <param name="tolerance">χ up to which a point is stationary; a missing target below this part of γ is not seen.</param>
    /// <remarks>
    /// Cost: up to 600 products with each Hessian, and their decompositions; of larger ones 300 products. Our own rule:
    /// docs/design/008-stationarity.md.
    /// </remarks>
    public static Stationarity Judge(GradientFlow problem, ReadOnlySpan<double> state, SpectrumEvidence evidence, double tolerance = 1e-6)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(evidence);
        if (!problem.Field.DescendsLossAlone)
        {
            return Without(CriticalPointKind.Undecided, double.NaN, 0, SpectrumEvidence.NotOfTheLossAlone);
        }
        FlowState point = problem.NewState();
        double reference = evidence.ReferenceNorm;
        if (!problem.Field.TryObserve(evidence.Time, state, point) || !double.IsFinite(reference))
        {
            return Without(CriticalPointKind.Undecided, double.NaN, 0, "The state is not finite.");
        }
        if (reference == 0)
        {
            return Without(CriticalPointKind.Minimum, 0, 0, "The gradient is zero at the start and at X = 0: the loss is least there.");
        }
        LimitPoint limit = LimitPoint.Of(problem, state, point, []);
        double chi = limit.GradientNorm / reference;
        if (chi <= tolerance)
        {
            return new CriticalPointJudge(problem, state, limit, reference, tolerance).Judge(chi);
        }
        int[] falling = LimitPoint.FallingModes(evidence);
        if (falling.Length == 0)
        {
            return Without(CriticalPointKind.NotStationary, chi, 0, Say($"The scaled gradient is {chi:g3}, above {tolerance:g2}, and no mode falls to zero."));
        }
        limit = LimitPoint.Of(problem, state, point, falling);
        double rest = limit.GradientNorm / reference;
        if (!(rest <= tolerance))
        {
            return Without(CriticalPointKind.NotStationary, rest, falling.Length, Say($"The scaled gradient is {chi:g3}, and {rest:g3} without the {falling.Length} modes that fall to zero: above {tolerance:g2}."));
        }
        double[] pushes = [.. limit.Pushes.Where(push => Math.Abs(push) > tolerance * reference)];
        return pushes.Any(push => push < 0)
            ? Without(CriticalPointKind.NotStationary, rest, falling.Length, Say($"A mode falls now, but grows from zero with {-pushes.Min():g3}."))
            : pushes.Length > 1 || (pushes.Length == 1 && !evidence.IsSignLocked)
            ? Without(CriticalPointKind.Undecided, rest, falling.Length, Say($"{pushes.Length} modes are pushed through zero, the hardest with {pushes.Max():g3}, and nothing holds them there: frames may turn, or rounding carry one through. Integrate longer, in log-polar coordinates."))
            : new CriticalPointJudge(problem, state, limit, reference, tolerance).Judge(rest);
    }

    internal static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);

    private static Stationarity Without(CriticalPointKind kind, double chi, int falling, string reason) =>
        new(kind, chi, falling, null, null, null, null, reason);
}
