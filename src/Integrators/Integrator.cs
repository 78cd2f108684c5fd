using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>Integrates initial value problems: the entrance of this chapter.</summary>
public static class Integrator
{
    /// <summary>Integrates a problem with a method, telling a sink of every accepted step.</summary>
    /// <remarks>
    /// Numerical failure is a return code, with the last good state; only misuse throws. The same problem, method and options give the same
    /// bits. Nothing is allocated per step.
    /// </remarks>
    /// <exception cref="ArgumentException">The options are not sensible, or the field lacks what the method needs.</exception>
    public static IntegrationResult Integrate(
        this InitialValueProblem problem, IMethod method, IntegrationOptions options, ITrajectorySink? sink = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        CountingField counted = CountingField.Around(problem.VectorField);
        IntegrationLoop loop = new(problem, counted, method.Bind(counted), options, sink, cancellation);
        sink?.Begin(problem);
        IntegrationResult result = loop.Run();
        sink?.End(result);
        return result;
    }

    private static void Check(IntegrationOptions options)
    {
        (double relative, double absolute) = (options.Tolerances.Relative, options.Tolerances.Absolute);
        if (!double.IsFinite(relative) || !double.IsFinite(absolute) || relative < 0 || absolute < 0 || relative + absolute == 0)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The tolerances (relative {relative}, absolute {absolute}) must be finite, not negative and not both zero; try 1e-6 and 1e-9."),
                nameof(options));
        }
        if (options.InitialStep is { } first && !(first > 0 && double.IsFinite(first)))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The initial step {first} must be positive and finite."), nameof(options));
        }
        if (!(options.MaximumStep > 0))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The maximum step {options.MaximumStep} must be positive."), nameof(options));
        }
        if (options.Events.IsDefault || options.StepLimit < 0 || options.EvaluationLimit < 0 || options.WallTimeLimit < TimeSpan.Zero)
        {
            throw new ArgumentException("Limits must not be negative, and the list of events must be initialised.", nameof(options));
        }
    }
}
