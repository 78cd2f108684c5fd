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
    private double step;
    private int failures;
    private ReturnCode failureCode = ReturnCode.StepSizeUnderflow;
    private long steps;
    private long rejected;
    private long projections;
    private int nextStop;
    private bool began;

    // Where a stopping event cut the last step: the result stands there, the checkpoint at the step's end.
    private (double Time, double[] State)? cut;

    // Where the step must not pass: the next stop time, or the end.
    private double Target => nextStop < options.StopTimes.Length ? Math.Min(options.StopTimes[nextStop], problem.Interval.End) : problem.Interval.End;

    public IntegrationResult Run(string methodName)
    {
        ReturnCode code = began || Begin() ? Advance() : problem.Interval.Length == 0 ? ReturnCode.ReachedEnd : ReturnCode.NonFiniteState;
        WorkCounts work = counted.Work with { Steps = steps, Rejected = rejected, Projections = projections };
        (double time, double[] end) = cut ?? (clock.Time, state);
        string sentence = EndingSentence.Of(code, time, step, problem, options, work, events.LastName);
        Checkpoint? checkpoint = began ? new(methodName, state.Length, clock.Time, StateTransfer.Save(Exchange)) : null;
        return new(code, sentence, time, [.. end], work, [.. events.Occurrences], stepper.Description, checkpoint);
    }

    /// <summary>Goes on from a checkpoint instead of the initial state; returns what is left of the problem.</summary>
    public InitialValueProblem Resume(Checkpoint checkpoint, string methodName)
    {
        checkpoint.Restore(methodName, state.Length, Exchange);
        began = true;
        PassStopTimes();
        return new(problem.VectorField, new(clock.Time, problem.Interval.End), [.. state]) { Norm = problem.Norm, Projection = problem.Projection };
    }

    private void Exchange(StateTransfer transfer)
    {
        clock = clock.Exchange(transfer);
        transfer.Pass(state);
        history = history.Exchange(transfer);
        transfer.Pass(ref step);
        transfer.Pass(ref failures);
        int lastFailure = (int)failureCode;
        transfer.Pass(ref lastFailure);
        failureCode = (ReturnCode)lastFailure;
        transfer.Pass(ref steps);
        transfer.Pass(ref rejected);
        transfer.Pass(ref projections);
        counted.Exchange(transfer);
        events.Exchange(transfer);
        stepper.Exchange(transfer);
    }

    /// <summary>Whether there is an interval to go and a finite derivative to go with.</summary>
    private bool Begin()
    {
        if (problem.Interval.Length == 0)
        {
            return false;
        }
        stepper.Start(clock.Time, state);
        if (!VectorPass.IsFinite(stepper.Derivative))
        {
            return false;
        }
        events.Start(clock.Time, state);
        PassStopTimes();
        step = options.InitialStep
            ?? InitialStep.Choose(counted, problem, stepper.Derivative, stepper.ErrorOrder, options, proposal, error);
        history = new(step, 1, step, 1, 1, PreviousRejected: false);
        began = true;
        return true;
    }

    private ReturnCode Advance()
    {
        while (clock.Time < problem.Interval.End)
        {
            if (LimitReached() is { } limit)
            {
                return limit;
            }
            double wanted = step;
            double length = FitToTarget(step);
            if (length < clock.ShortestStep && length < clock.Until(Target))
            {
                return failures > 0 ? failureCode : ReturnCode.StepSizeUnderflow;
            }
            AttemptOutcome outcome = stepper.Attempt(clock.Time, length, state, proposal, error);
            if (outcome == AttemptOutcome.StepTooLong)
            {
                // The largest step bounds the next attempt; the step that accuracy asks for stays what it was.
                rejected++;
                continue;
            }
            if (outcome != AttemptOutcome.Proposed)
            {
                rejected++;
                failures++;
                failureCode = outcome == AttemptOutcome.NonFinite ? ReturnCode.NonFiniteState : ReturnCode.NewtonFailed;
                step = length * FailureFactor;
                history = history with { PreviousRejected = true };
                if (failures == FailuresInARow)
                {
                    return failureCode;
                }
                continue;
            }
            failures = 0;
            history = history with { Step = length, Error = ErrorMeasure.Of(error, state, proposal, options.Tolerances, problem.Norm) };
            StepVerdict verdict = options.Controller.Judge(history, stepper.ErrorOrder);
            if (!verdict.Accepted)
            {
                rejected++;
                history = history with { PreviousRejected = true };
                step = verdict.NextStep;
                continue;
            }
            history = new(length, 1, length, history.Error, history.PreviousError, PreviousRejected: false);

            // A step cut short by a stop time says nothing against the length that was wanted.
            step = length < wanted ? Math.Max(verdict.NextStep, wanted) : verdict.NextStep;
            if (AcceptStep(length) is { } ending)
            {
                return ending;
            }
        }
        return ReturnCode.ReachedEnd;
    }

    private ReturnCode? AcceptStep(double length)
    {
        stepper.Accept();
        step = stepper.Propose(step, Math.Min(options.MaximumStep, stepper.LargestStep));
        steps++;
        CompensatedTime next = length == clock.Until(Target) ? new(Target, 0) : clock.After(length);
        double threshold = 0.1 * (options.Tolerances.Absolute + options.Tolerances.Relative);
        bool projected = problem.Projection?.TryProject(proposal, threshold) ?? false;
        AcceptedStep whole = new(clock.Time, next.Time, length, state, proposal, stepper);
        if (events.Locate(whole) is { } stop)
        {
            double[] end = new double[state.Length];
            whole.Interpolate(stop, end);
            cut = (stop, end);
        }
        sink?.Accept(cut is { } early ? new(clock.Time, early.Time, length, state, early.State, stepper) : whole);
        (state, proposal, clock) = (proposal, state, next);
        PassStopTimes();
        if (projected)
        {
            projections++;
            stepper.MoveTo(clock.Time, state, problem.Projection!);
        }
        return cut is not null ? ReturnCode.StoppedByEvent
            : options.Convergence?.IsConverged(clock.Time, state) == true ? ReturnCode.Converged
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
