using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis.Tests;

/// <summary>At forty times along random runs: never another kind than the one that theory gives the limit, whatever the plateau.</summary>
public sealed class StationarityAlongRunsTests
{
    private sealed class States(ImmutableArray<double> times) : ITrajectorySink
    {
        public List<(double Time, double[] State)> Kept { get; } = [];

        public void Begin(InitialValueProblem problem) => Kept.Add((problem.Interval.Start, [.. problem.InitialState]));

        public void Accept(in AcceptedStep step)
        {
            if (times.BinarySearch(step.End) >= 0)
            {
                Kept.Add((step.End, step.EndState.ToArray()));
            }
        }

        public void End(IntegrationResult result)
        {
        }
    }

    [Fact]
    public void No_factorization_is_given_another_kind_than_that_of_its_limit_at_any_time()
    {
        List<string> wrong = [], undecided = [];
        int early = 0, right = 0, count = 0;
        for (long seed = 0; seed < 60; seed++)
        {
            (GradientFlow flow, CriticalPointKind expected, double end, string name) = Problem(seed);
            ImmutableArray<double> times = [.. Enumerable.Range(0, 40).Select(i => end * Math.Pow(1e-5, 1 - i / 39.0))];
            States states = new(times);
            IntegrationResult result = flow.Until(times[^1]).Integrate(MethodCatalog.Find("auto"), new() { Tolerances = new(0, 1e-8), StopTimes = times }, states);
            Assert.True(result.IsFinished, result.Sentence);
            ModeObserver observer = new(flow);
            FlowState point = flow.NewState();
            Stationarity? last = null;
            foreach ((double time, double[] state) in states.Kept)
            {
                Assert.True(flow.Field.TryObserve(time, state, point));
                last = Stationarity.Judge(flow, state, observer.Observe(point, coupled: true));
                early += last.Kind == CriticalPointKind.Undecided ? 1 : 0;
                if (last.Kind != CriticalPointKind.NotStationary && last.Kind != CriticalPointKind.Undecided && last.Kind != expected)
                {
                    wrong.Add($"{name}, τ = {time:g3}: {last.Kind}, not {expected}. {last.Reason}");
                }
            }
            count++;
            right += last!.Kind == expected ? 1 : 0;
            if (last.Kind != expected)
            {
                undecided.Add($"{name}: {last.Kind}, not {expected}. {last.Reason}");
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{right} of {count} right at the end, {early} undecided on the way.\n{string.Join('\n', undecided)}");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(right >= 0.9 * count, string.Join('\n', undecided));
    }

    private static (GradientFlow Flow, CriticalPointKind Expected, double End, string Name) Problem(long seed)
    {
        RandomSource random = new(seed, "stationarity", 0, 0);
        Depth depth = FactorizationProblems.Depths[(int)(seed % 5)];
        int rows = 3 + random.NextInteger(3), columns = random.NextInteger(2) == 0 ? rows : 3 + random.NextInteger(3), least = Math.Min(rows, columns);
        int targets = least - (random.NextInteger(3) == 0 ? 1 : 0), rank = random.NextInteger(3) == 0 ? least - 1 : least;
        double[] values = [.. Enumerable.Range(0, targets).Select(i => 2 * Math.Pow(0.65, i) * (1 + 0.1 * random.NextDouble()))];
        double scale = Math.Pow(10, -1 - 2 * random.NextDouble());
        Matrix target = FactorizationProblems.Target(rows, columns, seed, values);
        GradientFlow flow = GradientFlow.From(new BalancedLowRank(rank, scale, seed), depth, new FactorizationLoss(target));

        // Inside the frozen frames, or the square itself: the sign of the determinant against that of the data.
        bool locked = depth.IsInfinite || (rows == columns && rank == rows);
        FlowState start = flow.NewState();
        Assert.True(flow.Field.TryObserve(0, flow.Start.AsSpan(), start));
        var left = Dense(start.Left);
        double sign = (left.TransposeThisAndMultiply(Dense(target)) * Dense(start.Right)).Determinant() * (left.TransposeThisAndMultiply(Dense(start.EndToEnd)) * Dense(start.Right)).Determinant();
        bool isFullTarget = targets >= rank, isCut = locked && sign < 0 && (depth.IsInfinite || isFullTarget) && isFullTarget;
        bool reaches = depth.IsInfinite ? rank == rows && rank == columns : rank >= targets;
        CriticalPointKind saddle = depth.Value == 2 ? CriticalPointKind.StrictSaddle : CriticalPointKind.DegenerateSaddle;
        CriticalPointKind expected = isCut ? saddle : reaches ? CriticalPointKind.Minimum : depth.HasLayers ? saddle : CriticalPointKind.Minimum;
        double power = 1 - 2 * depth.Reciprocal, escape = (power == 0 ? -Math.Log(scale) : (Math.Pow(scale, -power) - 1) / power) / values[^1];
        bool algebraic = isCut || targets < rank;
        double end = isCut && depth.Value == 2 ? 100 : algebraic ? 1e7 : 400 + 20 * escape;
        return (flow, expected, end, $"seed {seed}, {rows} × {columns}, start of rank {rank}, {targets} targets, N = {depth}{(isCut ? ", cut off by the sign" : "")}");
    }

    private static MathNet.Numerics.LinearAlgebra.Matrix<double> Dense(Matrix matrix) =>
        MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());
}
