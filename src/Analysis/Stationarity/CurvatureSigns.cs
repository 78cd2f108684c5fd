using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>The signs of a Hessian's eigenvalues at a critical point that is known only nearly: which are surely not zero, and which may be.</summary>
/// <param name="Spectrum">The eigenvalues at the point.</param>
/// <param name="Level">Eigenvalues up to this magnitude are zero, to the accuracy of the point.</param>
/// <param name="Certain">Eigenvalues from this magnitude on are not zero.</param>
/// <param name="Negative">Number of eigenvalues at or below −<paramref name="Certain"/>: the index; at least that where the spectrum is not complete.</param>
/// <param name="Zero">Number of eigenvalues up to the level; null where the spectrum is not complete.</param>
/// <param name="Unclear">Number of eigenvalues between the two.</param>
/// <param name="SmallestPositive">The smallest eigenvalue at or above <paramref name="Certain"/>; NaN where there is none.</param>
/// <remarks>
/// At a distance δ from a critical point the eigenvalues are off by at most Tδ, where T bounds the third derivative, and the gradient is
/// about μδ or more, where μ is the smallest eigenvalue, in magnitude, that is not zero: so δ ≤ g/μ, and the level is Tg/μ. An eigenvalue
/// counts as not zero where it exceeds ten times that level with itself as μ: |λ| ≥ (10·T·g)^½. Errors of the eigenvalues are added, ten
/// times where something is to be certain. Our own rule: docs/design/008-stationarity.md.
/// </remarks>
public sealed record CurvatureSigns(
    OperatorSpectrum Spectrum, double Level, double Certain, int Negative, int? Zero, int Unclear, double SmallestPositive)
{
    private const double Room = 10;

    /// <summary>The error of the smallest positive eigenvalue; NaN where there is none.</summary>
    public double SmallestPositiveError => double.IsNaN(SmallestPositive) ? double.NaN : Spectrum.Errors[Spectrum.Values.IndexOf(SmallestPositive)];

    /// <summary>Whether some direction surely leads down.</summary>
    public bool HasNegative => Negative > 0;

    /// <summary>Whether surely no eigenvalue is negative.</summary>
    public bool HasNoNegative => Negative == 0 && Unclear == 0 && Spectrum.SmallestError <= Level;

    /// <summary>By what factor the smallest positive eigenvalue exceeds the largest that counts as zero; infinite where that is 0, NaN where nothing is positive.</summary>
    public double Gap => SmallestPositive / Spectrum.Values.Where(value => Math.Abs(value) <= Level).Select(Math.Abs).DefaultIfEmpty(0).Max();

    /// <summary>Sorts the eigenvalues at a point near a critical one.</summary>
    /// <param name="spectrum">The eigenvalues at the point.</param>
    /// <param name="gradient">The norm of the gradient there.</param>
    /// <param name="third">A bound on the third derivative nearby.</param>
    public static CurvatureSigns Near(OperatorSpectrum spectrum, double gradient, double third)
    {
        double certain = Math.Max(Room * ErrorOf(spectrum), Math.Sqrt(Room * third * gradient));
        double smallest = spectrum.Values.Select(Math.Abs).Where(value => value >= certain).DefaultIfEmpty(double.PositiveInfinity).Min();
        return Sort(spectrum, ErrorOf(spectrum) + third * gradient / smallest, certain);
    }

    /// <summary>Sorts eigenvalues that are known up to a perturbation of this norm.</summary>
    public static CurvatureSigns Within(OperatorSpectrum spectrum, double perturbation)
    {
        double level = ErrorOf(spectrum) + perturbation;
        return Sort(spectrum, level, Room * level);
    }

    private static double ErrorOf(OperatorSpectrum spectrum)
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        return Math.Max(spectrum.SmallestError, spectrum.LargestError);
    }

    private static CurvatureSigns Sort(OperatorSpectrum spectrum, double level, double certain) => new(
        spectrum, level, certain,
        spectrum.Values.Count(value => value <= -certain && value < 0),
        spectrum.IsComplete ? spectrum.Values.Count(value => Math.Abs(value) <= level) : null,
        spectrum.Values.Count(value => Math.Abs(value) > level && Math.Abs(value) < certain),
        spectrum.Values.Where(value => value >= certain && value > 0).DefaultIfEmpty(double.NaN).Min());
}
