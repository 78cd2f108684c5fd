using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

/// <summary>Runs that are what they claim are not flagged; runs that are not are flagged, by the invariant that they break.</summary>
public sealed class InvariantMonitorTests
{
    private static readonly Mask TwoBlocks = Mask.Where(4, 4, (i, j) => (i < 2) == (j < 2));

    private static CompletionLoss Blocks => new(FactorizationProblems.Target(4, 4, 3, 1, 0.7, 0.4, 0.2), TwoBlocks);

    [Fact]
    public void Runs_as_good_as_their_tolerance_are_never_flagged()
    {
        List<string> flagged = [];
        for (int seed = 0; seed < 126; seed++)
        {
            IMethod method = MethodCatalog.All[seed % MethodCatalog.All.Length];
            (GradientFlow flow, double end) = SeededFlow(seed);
            double tolerance = new[] { 1e-3, 1e-5, 1e-7 }[seed / MethodCatalog.All.Length % 3];
            InvariantMonitor monitor = new(flow, tolerance);
            ProblemFor(method, flow, end).Integrate(method, OptionsOf(flow, tolerance) with { EvaluationLimit = 20_000 }, monitor);
            if (!monitor.Result.Hold)
            {
                flagged.Add($"seed {seed}, N = {flow.Field.Depth}, {flow.Coordinates}, {method.Name}, {tolerance}: {monitor.Result.Reason}");
            }
        }
        Assert.True(flagged.Count == 0, string.Join('\n', flagged));
    }

    [Fact]
    public void A_flow_has_the_invariants_of_its_kind()
    {
        Assert.Equal(["energy-identity", "loss-monotone", "determinant-sign", "mask-components"], NamesOf(Flow(FlowCoordinates.LogPolar, Depth.Infinite)));
        Assert.Equal(
            ["energy-identity", "loss-monotone", "imbalance", "determinant-sign", "mask-components"], NamesOf(Flow(FlowCoordinates.Layers, Depth.Of(3))));
        Assert.Equal(["energy-identity", "loss-monotone", "mask-components"], NamesOf(Flow(FlowCoordinates.EndToEnd, Depth.Of(1))));
        Assert.Equal(
            ["energy-identity", "loss-monotone", "imbalance", "mask-components"],
            NamesOf(GradientFlow.From(new LayersGaussian(0.5, 5, 3), Depth.Of(3), Blocks)));

        // Connected masks have one component, whose number is zero; at N = ∞ a singular or oblong X has no logarithm.
        Assert.Equal(["energy-identity", "loss-monotone", "determinant-sign"], NamesOf(EvidenceProblems.Completion(Depth.Infinite, 0.1)));
        CompletionLoss oblong = new(new Matrix(4, 3), Mask.Where(4, 3, (i, j) => i == j));
        Assert.Equal(["energy-identity", "loss-monotone"], NamesOf(GradientFlow.From(new BalancedGaussian(0.1, 1), Depth.Infinite, oblong)));
        Assert.Equal(["energy-identity", "loss-monotone", "mask-components"], NamesOf(GradientFlow.From(new BalancedGaussian(0.1, 1), Depth.Of(2), oblong)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(0)]
    public void Mask_components_are_kept_at_every_depth(int layers)
    {
        GradientFlow flow = Flow(FlowCoordinates.LogPolar, layers == 0 ? Depth.Infinite : Depth.Of(layers));
        Invariants seen = Watch(flow, flow.Field, 50, 1e-10).Seen;
        Assert.True(seen.Hold, seen.Reason);
        Assert.InRange(seen.Find("mask-components")!.Drift, 0, 1e-8);
        Assert.InRange(seen.Find("energy-identity")!.Drift, 0, 1e-8);
    }

    [Theory]
    [InlineData(FlowCoordinates.LogPolar)]
    [InlineData(FlowCoordinates.Layers)]
    [InlineData(FlowCoordinates.EndToEnd)]
    public void A_field_with_a_wrong_factor_or_sign_is_flagged(FlowCoordinates coordinates)
    {
        foreach (double factor in new[] { 0, 0.5, 0.9, 1.2, 3, -1 })
        {
            GradientFlow flow = Flow(coordinates, Depth.Of(3));
            double[] velocity = new double[flow.Field.Dimension];
            DelegateField wrong = new(velocity.Length, (t, y, derivative) =>
            {
                flow.Field.Evaluate(t, y, velocity);
                VectorOperations.Scale(factor, velocity, derivative);
            });
            Invariants seen = Watch(flow, wrong, factor < 0 ? 5 : 50, 1e-6).Seen;
            Assert.False(seen.Find("energy-identity")!.Holds, $"factor {factor}: {seen.Reason}");
            Assert.Equal(factor >= 0, seen.Find("loss-monotone")!.Holds);
            Assert.Contains("energy-identity drifted by", seen.Reason, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_mode_that_tunnels_is_flagged()
    {
        // Wrong sign at N = 2: the third mode decays below the rounding of entries and comes back with the other sign.
        int tunnelled = 0;
        foreach (FlowCoordinates coordinates in new[] { FlowCoordinates.Layers, FlowCoordinates.EndToEnd })
        {
            for (long seed = 1; seed <= 8; seed++)
            {
                Matrix target = FactorizationProblems.Target(3, 3, seed, 2, 1, 0.5);
                GradientFlow flow = GradientFlow.From(new BalancedOrthogonal(0.1, seed + 10), Depth.Of(2), new FactorizationLoss(target), coordinates);
                (Invariants seen, IntegrationResult result) = Watch(flow, flow.Field, 400, 1e-6);
                FlowState end = StateOf(flow, result.State.AsSpan());

                // Flagged if and only if the sign at the end is another; a mode that decayed below rounding has none.
                double before = new DeterminantSign().Measure(StateOf(flow, flow.Start.AsSpan())), after = new DeterminantSign().Measure(end);
                bool cameOut = after == -before && end.Sigma(2) > 0.4;
                Assert.True(!cameOut || !seen.Find("determinant-sign")!.Holds, $"{coordinates}, seed {seed}: {seen.Reason}");
                Assert.True(seen.Find("determinant-sign")!.Holds || after != before, $"{coordinates}, seed {seed}: {seen.Reason}");
                tunnelled += cameOut ? 1 : 0;
            }
        }
        Assert.True(tunnelled > 0, "no run tunnelled, so the test has said nothing");
    }

    [Fact]
    public void The_evidence_entry_by_entry_is_flagged_at_the_default_tolerance_and_in_log_polar_coordinates_it_is_not()
    {
        Assert.True(Of(FlowCoordinates.LogPolar).Hold, Of(FlowCoordinates.LogPolar).Reason);
        Assert.False(Of(FlowCoordinates.EndToEnd).Hold);

        static Invariants Of(FlowCoordinates coordinates)
        {
            GradientFlow flow = EvidenceProblems.Completion(Depth.Of(2), 1e-8, coordinates);
            return Watch(flow, flow.Field, 6e3, 1e-6, "auto").Seen;
        }
    }

    [Fact]
    public void Layers_integrated_worse_than_their_tolerance_drift_out_of_balance()
    {
        // Steps of 0.4 hold the layers stable, but are not accurate to the 1e-8 that is claimed.
        foreach (GradientFlow flow in new[] { Flow(FlowCoordinates.Layers, Depth.Of(3)), GradientFlow.From(new LayersGaussian(0.5, 5, 3), Depth.Of(3), Blocks) })
        {
            InvariantMonitor monitor = new(flow, 1e-8);
            flow.Until(20).Integrate(
                MethodCatalog.Find("rkc2"), OptionsOf(flow, 1e-6) with { Controller = new FixedStep(), InitialStep = 0.4, MaximumStep = 0.4 }, monitor);
            Assert.False(monitor.Result.Find("imbalance")!.Holds, monitor.Result.Reason);
        }
    }

    [Fact]
    public void A_flow_of_another_mask_is_flagged()
    {
        // One more observed entry joins the two components.
        GradientFlow claimed = Flow(FlowCoordinates.LogPolar, Depth.Of(3));
        CompletionLoss joined = new(FactorizationProblems.Target(4, 4, 3, 1, 0.7, 0.4, 0.2), Mask.Where(4, 4, (i, j) => TwoBlocks[i, j] || (i, j) == (0, 2)));
        GradientFlow flown = GradientFlow.From(new BalancedOrthogonal(0.3, 5), Depth.Of(3), joined);
        Invariants seen = Watch(claimed, flown.Field, 20, 1e-6).Seen;
        Assert.False(seen.Find("mask-components")!.Holds, seen.Reason);
    }

    [Fact]
    public void What_was_seen_survives_an_interruption_byte_for_byte()
    {
        foreach (FlowCoordinates coordinates in Enum.GetValues<FlowCoordinates>())
        {
            foreach (string name in new[] { "tsitouras5", "rodas5p", "bdf" })
            {
                GradientFlow flow = Flow(coordinates, Depth.Of(3));
                IMethod method = MethodCatalog.Find(name);
                InitialValueProblem problem = ProblemFor(method, flow, 30);
                IntegrationOptions options = OptionsOf(flow, 1e-6);
                InvariantMonitor whole = new(flow, 1e-6), first = new(flow, 1e-6), second = new(Flow(coordinates, Depth.Of(3)), 1e-6);
                problem.Integrate(method, options, whole);
                IntegrationResult cut = problem.Integrate(method, options with { StepLimit = 17 }, first);
                StateTransfer.Load(StateTransfer.Save(first.Exchange), second.Exchange);
                problem.Continue(cut.Checkpoint!, method, options, second);
                Assert.Equal(StateTransfer.Save(whole.Exchange), StateTransfer.Save(second.Exchange));
                Assert.Equal(whole.Result.Reason, second.Result.Reason);
                Assert.NotEqual(StateTransfer.Save(whole.Exchange), StateTransfer.Save(first.Exchange));
            }
        }
    }

    [Fact]
    public void A_run_of_no_length_keeps_everything()
    {
        Invariants seen = new InvariantMonitor(Flow(FlowCoordinates.LogPolar, Depth.Of(2)), 1e-6).Result;
        Assert.True(seen.Hold);
        Assert.StartsWith("All 4 held: energy-identity to 0 of 2E-05", seen.Reason, StringComparison.Ordinal);
    }

    private static GradientFlow Flow(FlowCoordinates coordinates, Depth depth) =>
        GradientFlow.From(new BalancedOrthogonal(0.3, 5), depth, Blocks, coordinates);

    private static FlowState StateOf(GradientFlow flow, ReadOnlySpan<double> y)
    {
        FlowState point = flow.NewState();
        Assert.True(flow.Field.TryObserve(0, y, point));
        return point;
    }

    private static string[] NamesOf(GradientFlow flow) => [.. new InvariantMonitor(flow, 1e-6).Result.All.Select(one => one.Name)];

    /// <summary>Integrates a field that claims to be that of a flow.</summary>
    private static (Invariants Seen, IntegrationResult Result) Watch(GradientFlow flow, IVectorField vectorField, double end, double tolerance, string method = "tsitouras5")
    {
        InvariantMonitor monitor = new(flow, tolerance);
        InitialValueProblem problem = flow.Until(end);
        InitialValueProblem claimed = ReferenceEquals(vectorField, flow.Field) ? ProblemFor(MethodCatalog.Find(method), flow, end)
            : new(vectorField, problem.Interval, problem.InitialState) { Norm = problem.Norm, Projection = problem.Projection };
        IntegrationResult result = claimed.Integrate(MethodCatalog.Find(method), OptionsOf(flow, tolerance), monitor);
        return (monitor.Result, result);
    }

    private static InitialValueProblem ProblemFor(IMethod method, GradientFlow flow, double end)
    {
        InitialValueProblem problem = flow.Until(end);
        return method.NeedsJacobian && flow.Field is not IDifferentiableField
            ? new(new FiniteDifferenceField(flow.Field), problem.Interval, problem.InitialState) { Norm = problem.Norm, Projection = problem.Projection }
            : problem;
    }

    /// <summary>Tolerances as studies choose them.</summary>
    private static IntegrationOptions OptionsOf(GradientFlow flow, double tolerance)
    {
        double power = flow.Coordinates == FlowCoordinates.Layers ? flow.Field.Depth.Reciprocal : 1;
        double smallest = Math.Min(1, Math.Exp(power * StateOf(flow, flow.Start.AsSpan()).LogSigma[^1]));
        return new() { Tolerances = flow.Coordinates == FlowCoordinates.LogPolar ? new(0, tolerance) : new(tolerance, tolerance * smallest) };
    }

    /// <summary>Factorizations and completions of every depth, shape and coordinates, none with a mode that has to pass below rounding.</summary>
    private static (GradientFlow Flow, double End) SeededFlow(int seed)
    {
        RandomSource random = new(seed, "invariants", 0, 0);
        Depth depth = FactorizationProblems.Depths[random.NextInteger(FactorizationProblems.Depths.Length)];
        FlowCoordinates coordinates = (FlowCoordinates)random.NextInteger(3);
        if (coordinates == FlowCoordinates.Layers && !depth.HasLayers)
        {
            coordinates = FlowCoordinates.LogPolar;
        }
        double scale = Math.Pow(10, -1 - 2 * random.NextDouble());

        // Squares from a random start may have the wrong sign of the determinant; only log-polar coordinates follow the mode that then decays.
        int columns = 2 + random.NextInteger(4), rows = coordinates == FlowCoordinates.LogPolar ? columns + random.NextInteger(3) : columns + 1 + random.NextInteger(2);
        Matrix target = FactorizationProblems.Target(rows, columns, seed, FactorizationProblems.Spectrum(columns, seed));
        ILoss loss = random.NextInteger(2) == 0 ? new FactorizationLoss(target)
            : new CompletionLoss(target, random.NextInteger(2) == 0 ? Mask.All(rows, columns).RandomSubset(0.7, seed) : Mask.Where(rows, columns, (i, j) => (i < rows / 2) == (j < columns / 2)));
        if (coordinates == FlowCoordinates.Layers && seed % 4 == 0)
        {
            return (GradientFlow.From(new LayersGaussian(0.5, columns, seed), depth, loss), 60);
        }
        return (GradientFlow.From(new BalancedGaussian(scale, seed), depth, loss, coordinates), 10 / scale);
    }
}
