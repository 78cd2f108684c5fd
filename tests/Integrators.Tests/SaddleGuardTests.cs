using DlnDynamics.Dynamics;
using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

/// <summary>Modes that lie below the absolute tolerance leave their saddle when they should, whatever the tolerance.</summary>
public sealed class SaddleGuardTests
{
    public static TheoryData<string, double> Guarded
    {
        get
        {
            TheoryData<string, double> cases = [];
            foreach (string method in (string[])["rkc2", "rock4", "rodas5p", "radau5", "bdf", "bdf-gmres"])
            {
                foreach (double tolerance in (double[])[1e-2, 1e-3, 1e-6])
                {
                    cases.Add(method, tolerance);
                }
            }
            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public void A_growing_mode_beside_a_stiff_one_grows_at_its_rate(string method, double tolerance)
    {
        // y' = y beside z' = −1000·z, both below the absolute tolerance throughout: after 15 e-folds y has grown from 1e-12 to 3e-6.
        FiniteDifferenceField field = new(new DelegateField(2, (_, y, d) => (d[0], d[1]) = (y[0], -1000 * y[1])));
        InitialValueProblem problem = new(field, new(0, 15), [1e-12, 1e-3]);
        IntegrationOptions options = new() { Tolerances = new(tolerance, 1e-2) };
        IntegrationResult guarded = problem.Solve(method, options);
        Assert.Equal(ReturnCode.ReachedEnd, guarded.Code);
        Assert.InRange(Math.Abs(Math.Log(guarded.State[0] / 1e-12) / 15 - 1), 0, RateError(tolerance));

        // Without the guard nothing holds the step.
        IntegrationResult bare = problem.Integrate(new Unguarded(method), options, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(ReturnCode.ReachedEnd, bare.Code);
        Assert.True(Math.Abs(Math.Log(Math.Abs(bare.State[0]) / 1e-12) / 15 - 1) > 0.05, $"{bare.State[0]}");
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public void A_logistic_mode_is_half_way_on_time(string method, double tolerance)
    {
        // y' = y(1 − y) from 1e-9 is half-way at ln(1e9 − 1) = 20.7; z follows the clock stiffly and feels y.
        DelegateField field = new(2, (t, y, d) => (d[0], d[1]) = (y[0] * (1 - y[0]), -1000 * (y[1] - Math.Cos(0.1 * t) - y[0])));
        InitialValueProblem problem = new(new FiniteDifferenceField(field), new(0, 60), [1e-9, 1]);
        const double Absolute = 1e-4;
        IntegrationOptions options = new() { Tolerances = new(tolerance, Absolute), Events = [new Passes(0, 0, 0.5)] };
        double exact = Math.Log(1e9 - 1);
        double Half(IntegrationResult result) => result.Events.Length > 0 ? result.Events[0].Time : double.PositiveInfinity;
        IntegrationResult guarded = problem.Solve(method, options);
        Assert.Equal(ReturnCode.ReachedEnd, guarded.Code);
        Assert.Single(guarded.Events);

        // On the way up from where error control sees the mode, some ten steps err by its tolerance each; at half height the speed is 1/4.
        double seen = 10 * (Absolute + tolerance) / 0.25;
        Assert.InRange(Math.Abs(Half(guarded) - exact), 0, RateError(tolerance) * exact + seen);
        Assert.Equal(1, guarded.State[0], 2 * (Absolute + tolerance));
    }

    [Theory]
    [MemberData(nameof(Guarded))]
    public void Two_modes_of_a_network_arrive_on_time_in_layer_coordinates(string method, double tolerance)
    {
        // E1. Every entry begins at 3e-5, below the absolute tolerance; off-the-shelf solvers end with rank 0 or 1 here.
        GradientFlow flow = EvidenceProblems.TwoModes(Depth.Of(2), 1e-9, FlowCoordinates.Layers);
        IntegrationOptions options = new()
        {
            Tolerances = new(tolerance, 1e-4),
            Events = [new Passes(0, 4, 1.5), new Passes(3, 7, 0.1)],
        };
        IntegrationResult result = flow.Until(2e4).Solve(method, options);
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        Assert.Equal(3, result.State[0] * result.State[4], 10 * (1e-4 + tolerance) * 3);
        Assert.Equal(0.2, result.State[3] * result.State[7], 10 * (1e-4 + tolerance));
        double first = Math.Log(3e9 - 1) / 3;
        double second = Math.Log(2e8 - 1) / 0.2;
        Assert.Equal(2, result.Events.Length);

        // At half height σ moves at s²/4: 9/4 and 1/100.
        Assert.InRange(Math.Abs(result.Events[0].Time - first) / first, 0, RateError(tolerance) + 10 * 3 * (tolerance + 1e-4) / 2.25 / first);
        Assert.InRange(Math.Abs(result.Events[1].Time - second) / second, 0, RateError(tolerance) + 10 * (tolerance + 1e-4) / 0.01 / second);
    }

    [Fact]
    public void Where_nothing_grows_beyond_noise_the_step_is_free()
    {
        double[] decaying = [-1e6, 0, 0, -1e-3];
        SpectrumEstimator spectrum = new(2);
        SaddleGuard guard = new(spectrum, 0.5);
        Assert.Equal(double.PositiveInfinity, guard.LargestStep);
        guard.Observe(new MatrixProduct(decaying, 2, isSymmetric: false));
        Assert.Equal(double.PositiveInfinity, guard.LargestStep);

        // A growth of 1e-3 beside 1e6 is below the noise of a dense matrix, 1e-8 · 1e6; one of 1 is not.
        guard.Observe(new MatrixProduct([-1e6, 0, 0, 1e-3], 2, isSymmetric: false));
        Assert.Equal(double.PositiveInfinity, guard.LargestStep);
        guard.Observe(new MatrixProduct([-1e6, 0, 0, 1], 2, isSymmetric: false));
        Assert.Equal(0.5, guard.LargestStep, 1e-6);
    }

    // The guard lets a step err by the relative tolerance, at step × growth (tolerance/constant)^(1/(p + 1)): by the rate 0.41·tolerance^(2/3) for rkc2
    // with constant 1/15, by less for the others; twice that, because of higher terms and because c is not small at 1e-2.
    private static double RateError(double tolerance) => 2 * 0.41 * Math.Pow(tolerance, 2.0 / 3);

    private sealed class Passes(int one, int other, double level) : ITrajectoryEvent
    {
        public string Name => $"mode {one}";

        public Crossing Crossing => Crossing.Rising;

        public bool StopsIntegration => false;

        public double Evaluate(double t, ReadOnlySpan<double> y) => (one == other ? y[one] : y[one] * y[other]) - level;
    }

    [Theory]
    [MemberData(nameof(EntryByEntry))]
    public void Two_modes_of_a_network_arrive_entry_by_entry(string method, double relative, double absolute, bool differentiable)
    {
        // E1, whose modes begin at 1e-9: ten thousand times below the absolute tolerance, or ten million.
        GradientFlow flow = EvidenceProblems.TwoModes(Depth.Of(2), 1e-9, FlowCoordinates.EndToEnd);
        IVectorField field = differentiable ? new FiniteDifferenceField(flow.Field) : flow.Field;
        IntegrationResult result = new InitialValueProblem(field, new(0, 2e4), flow.Start)
            .Solve(method, new() { Tolerances = new(relative, absolute), Events = [new Passes(0, 0, 1.5), new Passes(3, 3, 0.1)] });
        AssertArrived(result, result.State[0], result.State[3], 10 * (relative + absolute));

        // At half height σ moves at s²/4: a rate right to a tenth, and ten steps that err by their tolerance.
        double first = Math.Log(3e9 - 1) / 3, second = Math.Log(2e8 - 1) / 0.2;
        Assert.InRange(Math.Abs(result.Events[0].Time - first), 0, 0.1 * first + 10 * 3 * (relative + absolute) / 2.25);
        Assert.InRange(Math.Abs(result.Events[1].Time - second), 0, 0.1 * second + 10 * (relative + absolute) / 0.01);
    }

    [Theory]
    [MemberData(nameof(DeepSaddles))]
    public void Modes_leave_a_saddle_whose_rate_of_growth_grows_with_them(string method, int depth, double start, double relative, double absolute)
    {
        GradientFlow flow = EvidenceProblems.TwoModes(Depth.Of(depth), start, FlowCoordinates.Layers);

        // dσ/dτ = σ^(2 − 2/N)·(0.2 − σ) from below: σ is gone from its start by start^(2/N − 1)/(0.2·(1 − 2/N)), and settled at ten times that.
        double end = 10 * Math.Pow(start, 2.0 / depth - 1) / (0.2 * (1 - 2.0 / depth));
        IntegrationResult result = flow.Until(end).Solve(method, new() { Tolerances = new(relative, absolute) });
        FlowState point = flow.NewState();
        Assert.True(flow.Field.TryObserve(result.Time, result.State.AsSpan(), point));
        AssertArrived(result, point.Sigma(0), point.Sigma(1), 10 * depth * (relative + absolute));
    }

    [Theory]
    [InlineData("bdf")]
    [InlineData("bdf-gmres")]
    public void In_log_polar_coordinates_modes_leave_a_saddle_without_a_guard(string method)
    {
        // Nothing lies below the absolute tolerance there, so error control sees every mode.
        foreach (int depth in (int[])[2, 3, 4])
        {
            foreach (double start in (double[])[1e-9, 1e-12, 1e-15])
            {
                double end = depth == 2 ? 2e4 : 10 * Math.Pow(start, 2.0 / depth - 1) / (0.2 * (1 - 2.0 / depth));
                GradientFlow flow = EvidenceProblems.TwoModes(Depth.Of(depth), start);
                foreach (double tolerance in (double[])[1e-2, 1e-3, 1e-4, 1e-6])
                {
                    IntegrationResult result = flow.Until(end).Solve(method, new() { Tolerances = new(0, tolerance) });
                    FlowState point = flow.NewState();
                    Assert.True(flow.Field.TryObserve(result.Time, result.State.AsSpan(), point));
                    AssertArrived(result, point.Sigma(0), point.Sigma(1), 10 * tolerance);
                }
            }
        }
    }

    public static TheoryData<string, double, double, bool> EntryByEntry
    {
        get
        {
            TheoryData<string, double, double, bool> cases = [];
            foreach (string method in (string[])["bdf", "bdf-gmres"])
            {
                foreach ((double relative, double absolute) in ((double, double)[])[(1e-2, 1e-5), (1e-2, 1e-2), (1e-3, 1e-6), (1e-4, 1e-4), (1e-6, 1e-6), (1e-6, 1e-9)])
                {
                    cases.Add(method, relative, absolute, false);
                    cases.Add(method, relative, absolute, true);
                }
            }
            return cases;
        }
    }

    public static TheoryData<string, int, double, double, double> DeepSaddles
    {
        get
        {
            TheoryData<string, int, double, double, double> cases = [];
            foreach (string method in (string[])["bdf", "bdf-gmres"])
            {
                foreach (int depth in (int[])[3, 4, 5])
                {
                    foreach ((double start, double relative, double absolute) in ((double, double, double)[])[
                        (1e-9, 1e-2, 1e-2), (1e-12, 1e-2, 1e-2), (1e-12, 1e-3, 1e-3), (1e-15, 1e-2, 1e-5), (1e-15, 1e-3, 1e-3), (1e-15, 1e-6, 1e-6)])
                    {
                        cases.Add(method, depth, start, relative, absolute);
                    }
                }
            }
            return cases;
        }
    }

    private static void AssertArrived(IntegrationResult result, double first, double second, double error)
    {
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        Assert.Equal(3, first, error * 3);
        Assert.Equal(0.2, second, Math.Min(error, 0.1));
    }

    private static BackwardDifferentiationStepper Multistep(IVectorField vectorField, SpectrumEstimator spectrum, ErrorScale scale) =>
        Multistep(vectorField, new KrylovSystem(vectorField, scale, spectrum), spectrum, scale);

    private static BackwardDifferentiationStepper Multistep(IVectorField vectorField, IShiftedSystem system, SpectrumEstimator spectrum, ErrorScale scale) =>
        new(new(), vectorField, system, new(new(vectorField, fillsJacobians: false), spectrum, system, scale, [.. Enumerable.Repeat(double.PositiveInfinity, 6)]), scale);

    private sealed class Unguarded(string name) : IMethod
    {
        public string Name => name;

        public int Order => 1;

        public IStepper Bind(IVectorField vectorField, ErrorScale scale) => name switch
        {
            "rkc2" => new RungeKuttaChebyshev2Stepper(vectorField, double.PositiveInfinity),
            "rock4" => new Rock4Stepper(vectorField, double.PositiveInfinity),
            "bdf" => Multistep(vectorField, new FactoredSystem((IDifferentiableField)vectorField), new(vectorField.Dimension), scale),
            "bdf-gmres" => Multistep(vectorField, new(vectorField.Dimension), scale),
            _ => new RosenbrockStepper(Rodas5P.Tableau, (IDifferentiableField)vectorField, double.PositiveInfinity),
        };
    }
}
