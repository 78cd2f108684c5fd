using System.Diagnostics;

namespace DlnDynamics.Integrators;

/// <summary>The loop of one integration: the one file where field, method, controller, events and sink meet.</summary>
internal sealed class IntegrationLoop(
    InitialValueProblem problem,
    CountingField counted,
    IStepper stepper,
    IntegrationOptions options,
    ITrajectorySink? sink,
    CancellationToken cancellation)
{
    // Twenty failures in a row shrink the step by 4²⁰, a million million: what fails then fails at every step size.
    private const int FailuresInARow = 20;
    private const double FailureFactor = 0.25;

    private readonly EventLocator events = new(options.Events, problem.InitialState.Length);
    private readonly double[] error = new double[problem.InitialState.Length];
    private readonly long startStamp = Stopwatch.GetTimestamp();
    private double[] state = [.. problem.InitialState];
    private double[] proposal = new double[problem.InitialState.Length];
    private CompensatedTime clock = new(problem.Interval.Start, 0);
    private StepHistory history;
    private long steps;
    private long rejected;
    private long projections;
    private int nextStop;

    // Where the step must not pass: the next stop time, or the end.
    private double Target => nextStop < options.StopTimes.Length ? Math.Min(options.StopTimes[nextStop], problem.Interval.End) : problem.Interval.End;

    public IntegrationResult Run()
    {
        ReturnCode code = Advance(out double step);
        WorkCounts work = counted.Work with { Steps = steps, Rejected = rejected, Projections = projections };
        string sentence = EndingSentence.Of(code, clock.Time, step, problem, options, work, events.LastName);
        return new(code, sentence, clock.Time, [.. state], work, [.. events.Occurrences], stepper.Description);
    }

    private ReturnCode Advance(out double step)
    {
        step = 0;
        if (problem.Interval.Length == 0)
        {
            return ReturnCode.ReachedEnd;
        }
        stepper.Start(clock.Time, state);
        if (!VectorPass.IsFinite(stepper.Derivative))
        {
            return ReturnCode.NonFiniteState;
        }
        events.Start(clock.Time, state);
        PassStopTimes();
        step = options.InitialStep
            ?? InitialStep.Choose(counted, problem, stepper.Derivative, stepper.ErrorOrder, options, proposal, error);
        history = new(step, 1, step, 1, 1, PreviousRejected: false);
        int failures = 0;
        ReturnCode failureCode = ReturnCode.StepSizeUnderflow;
        while (true)
        {
            if (LimitReached() is { } limit)
            {
                return limit;
            }
            double wanted = step;
            step = FitToTarget(step);
            if (step < clock.ShortestStep && step < clock.Until(Target))
            {
                return failures > 0 ? failureCode : ReturnCode.StepSizeUnderflow;
            }
            AttemptOutcome outcome = stepper.Attempt(clock.Time, step, state, proposal, error);
            if (outcome != AttemptOutcome.Proposed)
            {
                rejected++;
                failures++;
                failureCode = outcome == AttemptOutcome.NonFinite ? ReturnCode.NonFiniteState : ReturnCode.NewtonFailed;
                if (failures == FailuresInARow)
                {
                    return failureCode;
                }
                history = history with { PreviousRejected = true };
                step *= FailureFactor;
                continue;
            }
            failures = 0;
            history = history with { Step = step, Error = ErrorMeasure.Of(error, state, proposal, options.Tolerances, problem.Norm) };
            StepVerdict verdict = options.Controller.Judge(history, stepper.ErrorOrder);
            if (!verdict.Accepted)
            {
                rejected++;
                history = history with { PreviousRejected = true };
                step = verdict.NextStep;
                continue;
            }
            if (AcceptStep(step) is { } ending)
            {
                return ending;
            }
            history = new(step, 1, step, history.Error, history.PreviousError, PreviousRejected: false);

            // A step cut short by a stop time says nothing against the length that was wanted.
            step = step < wanted ? Math.Max(verdict.NextStep, wanted) : verdict.NextStep;
        }
    }

    private ReturnCode? AcceptStep(double step)
    {
        stepper.Accept();
        steps++;
        CompensatedTime next = step == clock.Until(Target) ? new(Target, 0) : clock.After(step);
        double threshold = 0.1 * (options.Tolerances.Absolute + options.Tolerances.Relative);
        bool projected = problem.Projection?.TryProject(proposal, threshold) ?? false;
        AcceptedStep accepted = new(clock.Time, next.Time, step, state, proposal, stepper);
        double? stop = events.Locate(accepted);
        if (stop is { } instant && instant < next.Time)
        {
            accepted.Interpolate(instant, error);
            error.CopyTo(proposal);
            next = new(instant, 0);
        }
        sink?.Accept(new(clock.Time, next.Time, step, state, proposal, stepper));
        (state, proposal, clock) = (proposal, state, next);
        PassStopTimes();
        if (stop is not null)
        {
            return ReturnCode.StoppedByEvent;
        }
        if (projected)
        {
            projections++;
            stepper.Restart(clock.Time, state);
        }
        return options.Convergence?.IsConverged(clock.Time, state) == true ? ReturnCode.Converged
            : clock.Time == problem.Interval.End ? ReturnCode.ReachedEnd
            : null;
    }

    private double FitToTarget(double step)
    {
        double bound = Math.Min(options.MaximumStep, stepper.LargestStep);
        double left = clock.Until(Target);
        step = Math.Min(step, bound);

        // The last step is stretched by a hundredth, or the last two are made equal, rather than leave a sliver.
        return left <= bound && left <= 1.01 * step ? left : left < 2 * step ? left / 2 : step;
    }

    private void PassStopTimes()
    {
        while (nextStop < options.StopTimes.Length && options.StopTimes[nextStop] <= clock.Time)
        {
            nextStop++;
        }
    }

    private ReturnCode? LimitReached() =>
        cancellation.IsCancellationRequested ? ReturnCode.Cancelled
        : steps + rejected >= options.StepLimit ? ReturnCode.StepLimitReached
        : counted.Evaluations >= options.EvaluationLimit ? ReturnCode.EvaluationLimitReached
        : options.WallTimeLimit is { } wall && Stopwatch.GetElapsedTime(startStamp) >= wall ? ReturnCode.WallTimeReached
        : null;
}
