using System.Collections.Immutable;
using DlnDynamics.Integrators;
using DlnDynamics.Oracles;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>E2 of the evidence: a completion whose every wrong limit has zero loss. Every method, in log-polar coordinates and in layers.</summary>
/// <remarks>Entry by entry no tolerance helps, and no code tells: the rounding of the entries is what the saddle amplifies (docs/design/001).</remarks>
public sealed class EvidenceCompletionTests
{
    public static TheoryData<string> AllMethods => [.. MethodCatalog.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Every_singular_value_of_the_limit_is_found_or_a_code_says_why_not(string name)
    {
        IMethod method = MethodCatalog.Find(name);
        List<string> wrong = [];
        int finished = 0, runs = 0;
        double worst = 0;
        foreach ((Depth depth, double scale, double time, ImmutableArray<double> limits) in EvidenceProblems.CompletionLimits)
        {
            foreach (FlowCoordinates coordinates in depth.HasLayers ? [FlowCoordinates.LogPolar, FlowCoordinates.Layers] : new[] { FlowCoordinates.LogPolar })
            {
                foreach (double tolerance in depth.Value == 2 ? [1e-3, 1e-6, 1e-9] : new[] { 1e-3, 1e-6 })
                {
                    GradientFlow flow = EvidenceProblems.Completion(depth, scale, coordinates);
                    IntegrationResult result = flow.Solve(time, method, tolerance, depth.Value == 2 ? 40_000 : 15_000);
                    FlowState end = Samples.Observe(flow, result.State.AsSpan(), result.Time);
                    runs++;
                    finished += result.IsFinished ? 1 : 0;

                    // The limits are stated to about 6e-5. What keeps the solution that it estimates errs by a tolerance a step; a fifth of it stays.
                    double factor = method.CarriesTheBetterSolution() ? 10 : Math.Max(10, 0.2 * result.Work.Steps);
                    double error = limits.Select((limit, i) => Math.Abs(end.Sigma(i) / limit - 1)).Max() / (factor * tolerance + 1e-4);
                    worst = result.IsFinished ? Math.Max(worst, error) : worst;
                    if (result.IsFinished && !(error <= 1))
                    {
                        wrong.Add($"N = {depth}, {coordinates}, {tolerance}: {error:G3} times what is allowed; {result.Sentence}");
                    }
                }
            }
        }
        TestContext.Current.TestOutputHelper?.WriteLine($"{finished} of {runs} finished, worst {worst} of what is allowed.");
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));

        // At N = 3 and ∞ explicit pairs stop at the limit after the first escape, stabilised methods at N = ∞; second order at 1e-9 everywhere.
        Assert.True(finished >= (method.NeedsJacobian || name == "auto" ? 11 : 4), $"{finished} of {runs} finished");
    }

    // Explicit pairs, held at the limit of stability, would walk along the set of zero loss: by time 2e4 by up to 74 %, in 1.5e5 evaluations.
    [Theory]
    [InlineData("tsitouras5", 2e4)]
    [InlineData("dormand-prince8", 2e4)]
    [InlineData("rkc2", 9e4)]
    [InlineData("rock4", 9e4)]
    public void However_many_steps_stability_limits_they_add_up_to_less_than_a_tolerance(string name, double time)
    {
        GradientFlow flow = EvidenceProblems.Completion(Depth.Of(3), 1e-8);
        FlowState exact = Samples.Observe(flow, flow.Solve(time, MethodCatalog.Find("radau5"), 1e-8).State.AsSpan(), time);
        foreach (double tolerance in (double[])[1e-2, 1e-3])
        {
            IntegrationResult result = flow.Solve(time, MethodCatalog.Find(name), tolerance);
            FlowState end = Samples.Observe(flow, result.State.AsSpan(), time);
            double error = Enumerable.Range(0, 3).Max(i => Math.Abs(end.LogSigma[i] - exact.LogSigma[i]));
            TestContext.Current.TestOutputHelper?.WriteLine($"{name} at {tolerance}: {error / tolerance:G3} tolerances; {result.Sentence}");
            Assert.True(result.IsFinished, result.Sentence);
            Assert.InRange(error, 0, tolerance);
        }
    }
}
