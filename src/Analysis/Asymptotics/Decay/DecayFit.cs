namespace DlnDynamics.Analysis;

/// <summary>One law fitted to the local rates of a tail.</summary>
/// <param name="Rate">Per unit of time, or the exponent.</param>
/// <param name="Lower">Of the 95 % interval of the rate.</param>
/// <param name="Upper">Of the 95 % interval of the rate.</param>
/// <param name="Criterion">Schwarz's: n·ln χ² + (number of parameters)·ln n; smaller is better.</param>
internal readonly record struct DecayFit(double Rate, double Lower, double Upper, double Criterion)
{
    /// <summary>Half the width of the interval over the rate.</summary>
    public double Uncertainty => 0.5 * (Upper - Lower) / Math.Abs(Rate);

    /// <summary>Schwarz's criterion of relative residuals in units of their errors. The errors are smooth: residuals may be smaller than they are.</summary>
    public static double CriterionOf(double squares, int count, int parameters) =>
        count * Math.Log(Math.Max(squares, count)) + parameters * Math.Log(count);
}
