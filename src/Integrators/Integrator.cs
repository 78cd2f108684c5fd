using System.Collections.Immutable;
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
        this InitialValueProblem problem, IMethod method, IntegrationOptions options, ITrajectorySink? sink = null, CancellationToken cancellation = default) =>
        Run(problem, method, options, null, sink, cancellation);

    /// <summary>Goes on from a checkpoint of the same problem, method and options (limits and a later end aside), as if nothing had happened.</summary>
    /// <remarks>
    /// The bits are those of the undisturbed integration, work counts and events included. The sink is told of a problem that begins at the
    /// checkpoint. An integration that had reached its end goes on to a later one as if that end had been a stop time; only
    /// auto may have chosen otherwise, since it looks ahead.
    /// </remarks>
    /// <exception cref="ArgumentException">As for <see cref="Integrate"/>, or the checkpoint is of another method or dimension, or beyond the end.</exception>
    /// <exception cref="InvalidDataException">The checkpoint's contents do not fit the method, field or events.</exception>
    public static IntegrationResult Continue(
        this InitialValueProblem problem,
        Checkpoint checkpoint,
        IMethod method,
        IntegrationOptions options,
        ITrajectorySink? sink = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        return Run(problem, method, options, checkpoint, sink, cancellation);
    }

    private static IntegrationResult Run(
        InitialValueProblem problem,
        IMethod method,
        IntegrationOptions options,
        Checkpoint? checkpoint,
        ITrajectorySink? sink,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(method);
        ArgumentNullException.ThrowIfNull(options);
        Check(options);
        if (checkpoint is not null && !(checkpoint.Time >= problem.Interval.Start && checkpoint.Time <= problem.Interval.End))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The checkpoint stands at t = {checkpoint.Time}, outside [{problem.Interval.Start}, {problem.Interval.End}]."),
                nameof(checkpoint));
        }
        CountingField counted = CountingField.Around(problem.VectorField);
        IStepper stepper = method.Bind(counted, new(options.Tolerances, problem.Norm));
        stepper.Expect(problem.Interval.End);
        IntegrationLoop loop = new(problem, counted, stepper, options, sink, cancellation);
        InitialValueProblem rest = checkpoint is null ? problem : loop.Resume(checkpoint, method.Name);
        sink?.Begin(rest);
        IntegrationResult result = loop.Run(method.Name);
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
        if (options.StopTimes.IsDefault || !IsIncreasing(options.StopTimes))
        {
            throw new ArgumentException("Stop times must be finite and increasing, and their list initialised.", nameof(options));
        }
        if (options.Events.IsDefault || options.StepLimit < 0 || options.EvaluationLimit < 0 || options.WallTimeLimit < TimeSpan.Zero)
        {
            throw new ArgumentException("Limits must not be negative, and the list of events must be initialised.", nameof(options));
        }
    }

    private static bool IsIncreasing(ImmutableArray<double> times)
    {
        double before = double.NegativeInfinity;
        foreach (double time in times)
        {
            if (!double.IsFinite(time) || time < before)
            {
                return false;
            }
            before = time;
        }
        return true;
    }
}
