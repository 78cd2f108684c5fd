using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.Oracles;

namespace DlnDynamics.Analysis.Tests;

/// <summary>A certificate passes what is right, with a bound that holds, and refuses what is not.</summary>
public sealed class CertificateTests
{
    [Fact]
    public void Refuses_the_completion_of_E2_entry_by_entry_and_passes_it_in_log_polar_coordinates()
    {
        (Depth depth, double scale, double time, var limits) = EvidenceProblems.CompletionLimits[1];
        GradientFlow In(FlowCoordinates coordinates) => EvidenceProblems.Completion(depth, scale, coordinates);
        foreach ((FlowCoordinates coordinates, double tolerance) in new[]
        {
            (FlowCoordinates.EndToEnd, 1e-3), (FlowCoordinates.EndToEnd, 1e-6), (FlowCoordinates.LogPolar, 1e-6), (FlowCoordinates.Layers, 1e-6),
        })
        {
            Certificate certificate = Certificate.Of(In, coordinates, (flow, one, other) => Ending.Solve(flow, time, one, null, other ? "radau5" : "auto"), tolerance, survivors: 3);
            TestContext.Current.TestOutputHelper?.WriteLine($"{coordinates} {tolerance}: {certificate.Reason} [{string.Join(", ", certificate.ModeDigits)}]");
            if (coordinates == FlowCoordinates.EndToEnd)
            {
                Assert.False(certificate.IsCertified, certificate.Reason);
                Assert.Contains("disagree", certificate.Reason, StringComparison.Ordinal);
                Assert.All(certificate.Solutions, one => Assert.True(one.Limit.IsCompleted && double.IsNaN(one.Limit.Bound)));
                continue;
            }
            Assert.True(certificate.IsCertified, certificate.Reason);

            // The limits are stated to 6e-5.
            Assert.All(limits.Zip(certificate.Limit.LogSigma), pair => Assert.Equal(Math.Log(pair.First), pair.Second, 1e-4));
            Assert.InRange(certificate.Digits, 4, 16);
        }
    }

    [Fact]
    public void At_infinite_depth_another_method_checks_what_entries_cannot_hold()
    {
        (Depth depth, double scale, double time, var limits) = EvidenceProblems.CompletionLimits[2];
        List<(FlowCoordinates Coordinates, bool Other)> solved = [];
        IntegrationResult Solve(GradientFlow flow, double tolerance, bool other)
        {
            solved.Add((flow.Coordinates, other));
            return Ending.Solve(flow, time, tolerance, null, other ? "radau5" : "auto");
        }
        Certificate certificate = Certificate.Of(coordinates => EvidenceProblems.Completion(depth, scale, coordinates), FlowCoordinates.LogPolar, Solve, 1e-6, survivors: 3);
        TestContext.Current.TestOutputHelper?.WriteLine($"{certificate.Reason} [{string.Join(", ", certificate.ModeDigits)}]");
        Assert.True(certificate.IsCertified, certificate.Reason);
        Assert.Equal([(FlowCoordinates.LogPolar, false), (FlowCoordinates.LogPolar, false), (FlowCoordinates.LogPolar, true)], solved);
        Assert.All(limits.Zip(certificate.Limit.LogSigma), pair => Assert.Equal(Math.Log(pair.First), pair.Second, 1e-4));
    }

    [Fact]
    public void A_return_code_or_a_way_too_long_is_a_reason_to_refuse()
    {
        GradientFlow In(FlowCoordinates coordinates) => EvidenceProblems.TwoModes(Depth.Of(2), 1e-9, coordinates);
        Certificate early = Certificate.Of(In, FlowCoordinates.LogPolar, (flow, tolerance, _) => Ending.Solve(flow, 20, tolerance, null), 1e-6, survivors: 2);
        Assert.False(early.IsCertified);
        Assert.True(double.IsNaN(early.Digits) && double.IsNaN(early.Limit.Bound));
        Assert.Contains("Integrate longer", early.Reason, StringComparison.Ordinal);
        Certificate stopped = Certificate.Of(In, FlowCoordinates.LogPolar, (flow, tolerance, _) => Ending.Solve(flow, 1e4, tolerance, null, "tsitouras5", evaluations: 30), 1e-6, survivors: 2);
        Assert.False(stopped.IsCertified);
        Assert.Equal(ReturnCode.EvaluationLimitReached, Assert.Single(stopped.Solutions).Code);
    }

    [Fact]
    public void The_bound_covers_the_true_error_of_limits_that_are_known()
    {
        foreach ((Depth depth, double[] hidden) in GoldenProblem.CompletionLimits)
        {
            foreach (double tolerance in new[] { 1e-4, 1e-6, 1e-9 })
            {
                Certificate certificate = Certificate.Of(
                    coordinates => GradientFlow.From(new BalancedMatrix(GoldenProblem.Start), depth, GoldenProblem.Completion, coordinates),
                    depth.Value == 1 ? FlowCoordinates.EndToEnd : FlowCoordinates.LogPolar,
                    (flow, one, other) => Ending.Follow(flow, 1e-8, one, method: other ? "dormand-prince8" : "auto"),
                    tolerance,
                    survivors: 3);
                Assert.True(certificate.IsCertified, certificate.Reason);
                Limit limit = certificate.Limit;
                double error = Math.Sqrt(
                    Math.Pow(limit.EndToEnd[0, 2] - hidden[0], 2) + Math.Pow(limit.EndToEnd[1, 0] - hidden[1], 2) + Math.Pow(limit.EndToEnd[2, 1] - hidden[2], 2));
                TestContext.Current.TestOutputHelper?.WriteLine($"N = {depth}, {tolerance}: error {error:g3} bound {limit.Bound:g3} {certificate.Reason}");

                // The golden entries have twelve decimals.
                Assert.InRange(error, 0, limit.Bound + 1e-12);
            }
        }
    }
}
