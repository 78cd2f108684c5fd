using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

/// <summary>What can spoil a method with a past: stop times, projections, failures. It must keep order and length through them.</summary>
public sealed class MultistepRunTests
{
    private static readonly IntegrationOptions Plain = new() { Tolerances = new(1e-6, 1e-6) };

    public static TheoryData<string> Methods => ["bdf", "bdf-gmres"];

    [Theory]
    [MemberData(nameof(Methods))]
    public void Stop_times_cost_no_order_and_few_steps(string method)
    {
        NonlinearRotation rotation = new();
        InitialValueProblem problem = new(rotation, new(0, 100), [.. rotation.Exact(0)]);
        IntegrationResult without = problem.Solve(method, Plain);
        ImmutableArray<double> stops = [.. Enumerable.Range(1, 39).SelectMany(k => new[] { 2.503 * k, 2.503 * k + 1e-5 })];
        IntegrationResult with = problem.Solve(method, Plain with { StopTimes = stops });

        // One step more a stop, and a quarter because the lengths fall out differently; lost order would cost ten and more at each.
        Assert.InRange(with.Work.Steps, without.Work.Steps, 1.25 * without.Work.Steps + stops.Length);
        Assert.InRange(Error(with, rotation), 0, 2 * Error(without, rotation));
    }

    [Theory]
    [MemberData(nameof(Methods))]
    public void Between_stop_times_that_are_close_together_the_steps_are_the_distances(string method)
    {
        NonlinearRotation rotation = new();
        InitialValueProblem problem = new(rotation, new(0, 20), [.. rotation.Exact(0)]);
        IntegrationResult without = problem.Solve(method, Plain);

        // Widening and irregular distances from a thousandth to a fifth: shorter than the steps would be.
        ImmutableArray<double> stops = [.. SampleTimes.Logarithmic(0.1, 19, 1500).Times.Where((_, i) => i % 7 != 3)];
        IntegrationResult with = problem.Solve(method, Plain with { StopTimes = stops });
        Assert.InRange(with.Work.Steps, stops.Length, stops.Length * 1.3);
        Assert.InRange(Error(with, rotation), 0, 2 * Error(without, rotation));
    }

    [Fact]
    public void A_projection_maps_the_past_so_that_order_and_length_stay()
    {
        DelegateField field = new(2, (_, y, d) =>
        {
            d[0] = y[1];
            d[1] = -y[0];
        });
        InitialValueProblem free = new(field, new(0, 100), [1, 0]);
        InitialValueProblem bound = new(field, new(0, 100), [1, 0]) { Projection = new UnitCircle() };
        IntegrationResult without = free.Solve("bdf", Plain), with = bound.Solve("bdf", Plain);
        Assert.True(with.Work.Projections > 20);
        Assert.InRange(with.Work.Steps, 0, 1.1 * without.Work.Steps);
        Assert.InRange(VectorPass.Distance(with.State.AsSpan(), [Math.Cos(100), -Math.Sin(100)]), 0, 5e-3);
    }

    [Fact]
    public void Frames_made_orthonormal_again_cost_the_log_polar_flow_no_steps()
    {
        InitialValueProblem Problem(bool projects)
        {
            Matrix target = new(6, 6);
            for (int j = 0; j < 6; j++)
            {
                for (int i = 0; i < 6; i++)
                {
                    target[i, j] = Math.Sin(1 + i + 2 * j) + Math.Cos(i * j);
                }
            }
            CompletionLoss loss = new(target, Mask.Where(6, 6, (i, j) => (3 * i + 5 * j) % 4 != 0));
            InitialValueProblem problem = GradientFlow.From(new BalancedOrthogonal(1e-2, 4), Depth.Of(3), loss).Until(1e3);
            return projects ? problem : new(problem.VectorField, problem.Interval, problem.InitialState) { Norm = problem.Norm };
        }
        IntegrationOptions options = new() { Tolerances = new(0, 1e-5) };
        IntegrationResult with = Problem(true).Solve("bdf", options), without = Problem(false).Solve("bdf", options);
        Assert.True(with.Work.Projections > 10);
        Assert.InRange(with.Work.Steps + with.Work.Rejected, 0, 1.1 * (without.Work.Steps + without.Work.Rejected));
    }

    [Fact]
    public void Jacobians_are_few_because_each_serves_for_as_long_as_it_can()
    {
        IntegrationResult result = StiffTestSet.Robertson().Problem.Solve("bdf", new() { Tolerances = new(1e-6, 1e-12) });
        Assert.InRange(result.Work.Jacobians, 1, result.Work.Steps / 20);
    }

    [Fact]
    public void A_symmetric_jacobian_is_applied_exactly_and_not_differenced()
    {
        GradientFlow flow = GradientFlow.From(
            new BalancedIdentity(1e-2), Depth.Of(3), new FactorizationLoss(Matrix.Diagonal(3, 0.2)), FlowCoordinates.Layers);
        IntegrationResult result = flow.Until(100).Solve("bdf-gmres", new() { Tolerances = new(1e-6, 1e-8) });
        Assert.True(result.Work.JacobianProducts > result.Work.Steps);
        Assert.InRange(result.Work.Evaluations, 1, 2 * (result.Work.Steps + result.Work.Rejected) + 2);
    }

    [Fact]
    public void Fields_without_a_jacobian_and_large_ones_are_solved_matrix_free()
    {
        DelegateField small = new(1, (t, y, d) => d[0] = -1e4 * (y[0] - Math.Cos(t)));
        IntegrationResult result = new InitialValueProblem(small, new(0, 10), [0]).Solve("bdf", Plain);
        Assert.Contains("matrix-free", result.Method, StringComparison.Ordinal);
        Assert.Equal(Math.Cos(10), result.State[0], 1e-3);
        FiniteDifferenceField large = new(new DelegateField(401, (_, y, d) =>
        {
            for (int i = 0; i < y.Length; i++)
            {
                d[i] = -i * y[i];
            }
        }));
        IntegrationResult wide = new InitialValueProblem(large, new(0, 1), [.. Enumerable.Repeat(1.0, 401)]).Solve("bdf", Plain);
        Assert.Equal(0, wide.Work.Jacobians);
        Assert.Equal(Math.Exp(-1), wide.State[1], 1e-4);
    }

    private static double Error(IntegrationResult result, NonlinearRotation rotation) =>
        VectorPass.Distance(result.State.AsSpan(), rotation.Exact(result.Time));

    private sealed class UnitCircle : IStateProjection
    {
        public bool TryProject(Span<double> y, double tolerance)
        {
            double radius = double.Hypot(y[0], y[1]);
            if (Math.Abs(radius - 1) <= tolerance)
            {
                return false;
            }
            y[0] /= radius;
            y[1] /= radius;
            return true;
        }
    }
}
