namespace DlnDynamics.Integrators;

/// <summary>A first step from the field alone.</summary>
internal static class InitialStep
{
    /// <summary>
    /// The step at which the method's error would be about a hundredth of the tolerance, judged by the sizes of y, f and a difference of f.
    /// Cost: one evaluation, more where the trial point has no derivative. Overwrites both workspaces.
    /// Source: [HNW93] II.4, the algorithm of Gladwell, Shampine and Brankin.
    /// </summary>
    public static double Choose(
        IVectorField vectorField,
        InitialValueProblem problem,
        ReadOnlySpan<double> derivative,
        int errorOrder,
        IntegrationOptions options,
        Span<double> point,
        Span<double> slope)
    {
        ReadOnlySpan<double> y = problem.InitialState.AsSpan();
        double size = ErrorMeasure.Of(y, y, y, options.Tolerances, problem.Norm);
        double speed = ErrorMeasure.Of(derivative, y, y, options.Tolerances, problem.Norm);
        double trial = size < 1e-5 || speed < 1e-5 ? 1e-6 : 0.01 * size / speed;
        trial = Math.Min(Math.Min(trial, options.MaximumStep), problem.Interval.Length);
        for (int attempt = 0; attempt < 20; attempt++)
        {
            VectorPass.Blend(1, y, trial, derivative, point);
            vectorField.Evaluate(problem.Interval.Start + trial, point, slope);
            if (VectorPass.IsFinite(slope))
            {
                VectorPass.Blend(1 / trial, slope, -1 / trial, derivative, slope);
                double bend = ErrorMeasure.Of(slope, y, y, options.Tolerances, problem.Norm);
                double fastest = Math.Max(speed, bend);
                double chosen = fastest <= 1e-15 ? Math.Max(1e-6, trial * 1e-3) : Math.Pow(0.01 / fastest, 1.0 / (errorOrder + 1));
                return chosen > 0 ? Math.Min(100 * trial, chosen) : trial;
            }
            trial /= 10;
        }
        return trial;
    }
}
