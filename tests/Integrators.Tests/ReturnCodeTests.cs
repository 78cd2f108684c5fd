using System.Globalization;

namespace DlnDynamics.Integrators.Tests;

/// <summary>Every way to end, provoked; every sentence has numbers, and a failure's a remedy.</summary>
public sealed class ReturnCodeTests
{
    private static readonly IntegrationOptions Plain = new() { Tolerances = new(1e-6, 1e-9) };

    public static TheoryData<string> AllMethods => [.. MethodCatalog.All.Select(m => m.Name)];

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void ReachedEnd_ends_exactly_at_the_end(string method)
    {
        IntegrationResult result = Check(ReturnCode.ReachedEnd, Decay(0.1, 1.3).Solve(method, Plain));
        Assert.Equal(1.3, result.Time);
        Assert.True(result.IsFinished);

        // Eighty tolerances: rkc2 accumulates about one an accepted step of at most a hundred, damped.
        Assert.Equal(Math.Exp(-1.2), result.State[0], 8e-5);
    }

    [Fact]
    public void Converged_is_asked_at_accepted_steps_only()
    {
        Threshold test = new(2);
        IntegrationResult started = Check(ReturnCode.Converged, Decay(0, 10).Solve("tsitouras5", Plain with { Convergence = test }));
        Assert.Equal(1, started.Work.Steps);
        IntegrationResult later = Check(ReturnCode.Converged, Decay(0, 10).Solve("tsitouras5", Plain with { Convergence = new Threshold(0.1) }));
        Assert.InRange(later.State[0], 0.02, 0.1);
    }

    [Fact]
    public void StepLimitReached_counts_attempts()
    {
        IntegrationResult result = Check(ReturnCode.StepLimitReached, Decay(0, 10).Solve("tsitouras5", Plain with { StepLimit = 5 }));
        Assert.Equal(5, result.Work.Steps + result.Work.Rejected);
        Assert.InRange(result.Time, 1e-9, 9);
        Assert.Equal(Math.Exp(-result.Time), result.State[0], 1e-5);
    }

    [Fact]
    public void EvaluationLimitReached_overshoots_by_one_attempt_at_most()
    {
        IntegrationResult result = Check(ReturnCode.EvaluationLimitReached, Decay(0, 100).Solve("tsitouras5", Plain with { EvaluationLimit = 30 }));
        Assert.InRange(result.Work.Evaluations, 30, 35);
    }

    [Fact]
    public void WallTimeReached_at_once_when_there_is_none() =>
        Assert.Equal(0, Check(ReturnCode.WallTimeReached, Decay(0, 1).Solve("rkc2", Plain with { WallTimeLimit = TimeSpan.Zero })).Time);

    [Theory]
    [InlineData("tsitouras5")]
    [InlineData("rkc2")]
    [InlineData("auto")]
    public void StepSizeUnderflow_where_the_solution_blows_up(string method)
    {
        // y' = y², y = 1/(1 − t).
        DelegateField field = new(1, (_, y, d) => d[0] = y[0] * y[0]);
        IntegrationResult result = Check(ReturnCode.StepSizeUnderflow, new InitialValueProblem(field, new(0, 2), [1]).Solve(method, Plain));
        Assert.Equal(1, result.Time, 1e-2);
        Assert.True(result.State[0] > 1e3);
    }

    [Theory]
    [InlineData("rodas5p")]
    [InlineData("radau5")]
    public void NewtonFailed_when_no_system_can_be_solved(string method)
    {
        IntegrationResult result = Check(
            ReturnCode.NewtonFailed, new InitialValueProblem(new AlwaysSingular(), new(0, 1), [1, 1]).Solve(method, Plain));
        Assert.Equal(0, result.Time);
        Assert.Equal(20, result.Work.Rejected);
    }

    [Theory]
    [InlineData("radau5")]
    public void NewtonFailed_when_the_iteration_converges_at_no_step(string method)
    {
        IntegrationResult result = Check(
            ReturnCode.NewtonFailed, new InitialValueProblem(new WronglyDifferentiated(), new(0, 1), [1]).Solve(method, Plain));
        Assert.Equal(0, result.Time);
        Assert.Equal(1, result.State[0]);
        Assert.Equal(20, result.Work.Rejected);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void NonFiniteState_at_once_when_the_start_has_no_derivative(string method)
    {
        FiniteDifferenceField field = new(new DelegateField(1, (_, _, d) => d[0] = double.NaN));
        IntegrationResult result = Check(ReturnCode.NonFiniteState, new InitialValueProblem(field, new(0, 1), [1]).Solve(method, Plain));
        Assert.Equal(0, result.Work.Steps + result.Work.Rejected);
        Assert.Equal(1, result.State[0]);
    }

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void NonFiniteState_near_the_place_where_the_field_ends(string method)
    {
        // No derivative beyond t = 1.
        FiniteDifferenceField field = new(new DelegateField(1, (t, y, d) => d[0] = t > 1 ? double.NaN : -y[0]));
        IntegrationResult result = Check(ReturnCode.NonFiniteState, new InitialValueProblem(field, new(0, 2), [1]).Solve(method, Plain));
        Assert.Equal(1, result.Time, 1e-4);
        Assert.Equal(Math.Exp(-1), result.State[0], 1e-4);
    }

    [Fact]
    public void Cancelled_before_the_first_step()
    {
        using CancellationTokenSource source = new();
        source.Cancel();
        IntegrationResult result = Check(
            ReturnCode.Cancelled, Decay(0, 1).Integrate(MethodCatalog.Find("auto"), Plain, sink: null, source.Token));
        Assert.Equal(0, result.Work.Steps);
        Assert.Equal(1, result.State[0]);
    }

    private static IntegrationResult Check(ReturnCode expected, IntegrationResult result)
    {
        Assert.Equal(expected, result.Code);
        Assert.Contains(result.Time.ToString("G9", CultureInfo.InvariantCulture), result.Sentence, StringComparison.Ordinal);
        Assert.All(result.State, value => Assert.True(double.IsFinite(value)));
        if (!result.IsFinished)
        {
            Assert.Matches("(?i)(raise|loosen|check|use|end earlier|start again)", result.Sentence);
        }
        return result;
    }

    private static InitialValueProblem Decay(double start, double end) =>
        new(new FiniteDifferenceField(new DelegateField(1, (_, y, d) => d[0] = -y[0])), new(start, end), [1]);

    private sealed class Threshold(double value) : IConvergenceTest
    {
        public bool IsConverged(double t, ReadOnlySpan<double> y) => y[0] < value;
    }

    // Follows 1 + t with a rate of 1e30 that its Jacobian denies: the iteration diverges at every step above 1e-30.
    private sealed class WronglyDifferentiated : IDifferentiableField
    {
        public int Dimension => 1;

        public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative[0] = -1e30 * (y[0] - 1 - t);

        public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product) => product.Clear();

        public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative[0] = 1e30;

        public void FillJacobian(double t, ReadOnlySpan<double> y, LinearAlgebra.MatrixView jacobian) => jacobian.Fill(0);
    }

    // Its Jacobian has two equal columns, so large that the identity added to it is lost in rounding.
    private sealed class AlwaysSingular : IDifferentiableField
    {
        public int Dimension => 2;

        public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Fill(1);

        public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product) => product.Clear();

        public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

        public void FillJacobian(double t, ReadOnlySpan<double> y, LinearAlgebra.MatrixView jacobian) => jacobian.Fill(1e300);
    }
}
