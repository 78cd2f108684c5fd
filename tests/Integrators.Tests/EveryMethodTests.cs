using System.Globalization;

namespace DlnDynamics.Integrators.Tests;

/// <summary>What the control promises, kept by every method of the catalog: endings, states, and that looking changes nothing.</summary>
public sealed class EveryMethodTests
{
    private static readonly IntegrationOptions Plain = new() { Tolerances = new(1e-6, 1e-9) };

    public static TheoryData<string> AllMethods => [.. MethodCatalog.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Converged_after_a_step_and_never_at_the_start(string method)
    {
        IntegrationResult atOnce = Ended(ReturnCode.Converged, Decay(0, 10).Solve(method, Plain with { Convergence = new Below(2) }));
        Assert.Equal(1, atOnce.Work.Steps);
        IntegrationResult later = Ended(ReturnCode.Converged, Decay(0, 10).Solve(method, Plain with { Convergence = new Below(0.1) }));
        Assert.InRange(later.State[0], Math.Exp(-10), 0.1);
        Assert.Equal(Math.Exp(-later.Time), later.State[0], 8e-5);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Limits_on_attempts_and_evaluations_stop_in_time(string method)
    {
        IntegrationResult few = Ended(ReturnCode.StepLimitReached, Stiff(10).Solve(method, Plain with { StepLimit = 5 }));
        Assert.Equal(5, few.Work.Steps + few.Work.Rejected);
        Assert.Equal(0, Ended(ReturnCode.StepLimitReached, Stiff(10).Solve(method, Plain with { StepLimit = 0 })).Time);

        // Checked between attempts: the run with the limit is the one whose first attempts are the same, and stops at the first beyond it.
        const long Limit = 40;
        IntegrationResult limited = Ended(ReturnCode.EvaluationLimitReached, Stiff(10).Solve(method, Plain with { EvaluationLimit = Limit }));
        long attempts = limited.Work.Steps + limited.Work.Rejected;
        Assert.True(limited.Work.Evaluations >= Limit);
        Assert.True(Stiff(10).Solve(method, Plain with { StepLimit = attempts - 1 }).Work.Evaluations < Limit);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Wall_time_and_cancellation_stop_before_the_first_step_and_in_the_middle(string method)
    {
        Assert.Equal(0, Ended(ReturnCode.WallTimeReached, Decay(0, 1).Solve(method, Plain with { WallTimeLimit = TimeSpan.Zero })).Time);
        using CancellationTokenSource source = new();
        Observer observer = new() { OnStep = end => Cancel(source, end) };
        IntegrationResult result = Decay(0, 10).Integrate(MethodCatalog.Find(method), Plain, observer, source.Token);
        Assert.Equal(observer.Ends[^1], Ended(ReturnCode.Cancelled, result).Time);
        Assert.InRange(result.Time, 0.5, 9.99);
        Assert.Equal(Math.Exp(-result.Time), result.State[0], 8e-5);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void StepSizeUnderflow_where_the_solution_blows_up(string method)
    {
        // y' = y², y = 1/(1 − t). An implicit method may fail to solve before the clock runs out of digits; it is a code either way.
        FiniteDifferenceField field = new(new DelegateField(1, (_, y, d) => d[0] = y[0] * y[0]));
        IntegrationResult result = new InitialValueProblem(field, new(0, 2), [1]).Solve(method, Plain);
        Assert.True(result.Code is ReturnCode.StepSizeUnderflow or ReturnCode.NewtonFailed or ReturnCode.NonFiniteState, result.Sentence);
        Ended(result.Code, result);
        Assert.Equal(1, result.Time, 1e-2);
        Assert.True(result.State[0] > 1e3, result.Sentence);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void A_field_whose_systems_cannot_be_solved_fails_by_name_or_is_integrated_without_them(string method)
    {
        // y' = (1, 1) with a Jacobian of 1e300 everywhere: exact for methods that do not ask for it.
        IntegrationResult result = new InitialValueProblem(new AlwaysSingular(), new(0, 1), [1, 1]).Solve(method, Plain);
        if (MethodCatalog.Find(method).NeedsJacobian)
        {
            Ended(ReturnCode.NewtonFailed, result);
            Assert.Equal(0, result.Time);
            Assert.Equal([1, 1], result.State);
        }
        else
        {
            Ended(ReturnCode.ReachedEnd, result);
            Assert.All(result.State, value => Assert.Equal(2, value, 1e-12));
        }
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void A_zero_field_at_the_origin_stays_there_whatever_the_tolerances(string method)
    {
        foreach (Tolerances tolerances in (Tolerances[])[new(1e-6, 0), new(0, 1e-6)])
        {
            FiniteDifferenceField field = new(new DelegateField(3, (_, y, d) => VectorPass.Blend(-1, y, 0, y, d)));
            IntegrationResult result = Ended(ReturnCode.ReachedEnd, new InitialValueProblem(field, new(0, 1e3), [0, 0, 0]).Solve(method, new() { Tolerances = tolerances }));
            Assert.All(result.State, value => Assert.Equal(0, value));

            // Nothing moves, so steps grow by factors until stability, whose bound the field knows though the state does not.
            Assert.InRange(result.Work.Steps, 1, 1000);
        }
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void NaN_from_some_time_on_leaves_the_last_good_state(string method)
    {
        foreach (double last in new[] { 0.7, Math.PI })
        {
            FiniteDifferenceField field = new(new DelegateField(2, (t, y, d) =>
            {
                d[0] = t > last ? double.NaN : -y[0];
                d[1] = t > last ? double.PositiveInfinity : 0;
            }));
            Observer observer = new();
            IntegrationResult result = new InitialValueProblem(field, new(0, 10), [1, 4]).Solve(method, Plain, observer);
            Ended(ReturnCode.NonFiniteState, result);
            Assert.InRange(result.Time, last - 1e-4, last);
            Assert.Equal(observer.Ends[^1], result.Time);
            Assert.Equal(Math.Exp(-result.Time), result.State[0], 8e-5);
            Assert.Equal(4, result.State[1], 1e-9);
        }
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Trial_points_outside_the_domain_cost_rejections_and_nothing_else(string method)
    {
        // The solution stays within [−1, 1]; the first trial points of explicit methods, with steps of 5, lie at 250 and the like.
        int refused = 0;
        FiniteDifferenceField field = new(new DelegateField(1, (t, y, d) =>
        {
            refused += Math.Abs(y[0]) > 1.05 ? 1 : 0;
            d[0] = Math.Abs(y[0]) > 1.05 ? double.NaN : -50 * (y[0] - Math.Cos(t));
        }));
        IntegrationResult result = Ended(ReturnCode.ReachedEnd, new InitialValueProblem(field, new(0, 10), [0]).Solve(method, Plain with { InitialStep = 5 }));
        Assert.True(refused > 0 || result.Work.Jacobians + result.Work.JacobianProducts > 0);
        Assert.True(refused == 0 || result.Work.Rejected > 0);

        // The slow solution: (2500 cos t + 50 sin t)/2501.
        Assert.Equal((2500 * Math.Cos(10) + 50 * Math.Sin(10)) / 2501, result.State[0], 1e-4);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Looking_at_a_run_changes_no_bit_of_it(string method)
    {
        IntegrationResult alone = Stiff(20).Solve(method, Plain), watched = Stiff(20).Solve(method, Plain, new Curious());
        Assert.Equal(alone.State, watched.State);
        Assert.Equal(alone.Time, watched.Time);

        // Dense output may evaluate the field: what it costs to look is counted.
        Assert.Equal(alone.Work with { Evaluations = 0 }, watched.Work with { Evaluations = 0 });
        Assert.Equal(alone.Method, watched.Method);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Steps_follow_each_other_without_gap_and_none_passes_a_stop_time_or_the_end(string method)
    {
        double[] stops = [.. Enumerable.Range(1, 40).Select(k => 0.37 * k * k / 40)];
        Observer observer = new();
        IntegrationResult result = Ended(ReturnCode.ReachedEnd, Stiff(15).Solve(method, Plain with { StopTimes = [.. stops] }, observer));
        Assert.Equal(15, result.Time);
        Assert.All(stops, stop => Assert.Contains(stop, observer.Ends));
        Assert.Equal(0, observer.Starts[0]);
        Assert.Equal(observer.Ends.SkipLast(1), observer.Starts.Skip(1));
        Assert.All(observer.Starts.Zip(observer.Ends), step => Assert.DoesNotContain(stops, stop => step.First < stop && stop < step.Second));
    }

    private static void Cancel(CancellationTokenSource source, double end)
    {
        if (end > 0.5)
        {
            source.Cancel();
        }
    }

    private static IntegrationResult Ended(ReturnCode expected, IntegrationResult result)
    {
        Assert.True(expected == result.Code, $"{expected} was expected: {result.Sentence}");
        Assert.Contains(result.Time.ToString("G9", CultureInfo.InvariantCulture), result.Sentence, StringComparison.Ordinal);
        Assert.All(result.State, value => Assert.True(double.IsFinite(value)));
        Assert.NotEmpty(result.Method);
        return result;
    }

    private static InitialValueProblem Decay(double start, double end) =>
        new(new FiniteDifferenceField(new DelegateField(1, (_, y, d) => d[0] = -y[0])), new(start, end), [1]);

    private static InitialValueProblem Stiff(double end) =>
        new(new FiniteDifferenceField(new DelegateField(1, (t, y, d) => d[0] = -50 * (y[0] - Math.Cos(t)))), new(0, end), [0]);

    private sealed class Below(double value) : IConvergenceTest
    {
        public bool IsConverged(double t, ReadOnlySpan<double> y) => y[0] < value;
    }

    private sealed class Observer : ITrajectorySink
    {
        public List<double> Starts { get; } = [];

        public List<double> Ends { get; } = [];

        public Action<double> OnStep { get; init; } = _ => { };

        public void Begin(InitialValueProblem problem)
        {
        }

        public void Accept(in AcceptedStep step)
        {
            Starts.Add(step.Start);
            Ends.Add(step.End);
            OnStep(step.End);
        }

        public void End(IntegrationResult result)
        {
        }
    }

    /// <summary>Interpolates inside every step, back and forth.</summary>
    private sealed class Curious : ITrajectorySink
    {
        private readonly double[] inside = new double[1];

        public void Begin(InitialValueProblem problem)
        {
        }

        public void Accept(in AcceptedStep step)
        {
            foreach (double part in new[] { 0.9, 0.1, 0.5 })
            {
                step.Interpolate(step.Start + part * (step.End - step.Start), inside);
            }
        }

        public void End(IntegrationResult result)
        {
        }
    }

    // Its Jacobian has two equal columns, so large that the identity added to it is lost in rounding.
    private sealed class AlwaysSingular : IDifferentiableField
    {
        public int Dimension => 2;

        public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Fill(1);

        public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product) => product.Fill(1e300 * (direction[0] + direction[1]));

        public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

        public void FillJacobian(double t, ReadOnlySpan<double> y, LinearAlgebra.MatrixView jacobian) => jacobian.Fill(1e300);
    }
}
