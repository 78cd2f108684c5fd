using DlnDynamics.Dynamics;
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
            TestContext.Current.TestOutputHelper?.WriteLine($"{coordinates} {tolerance}: {certificate.IsCertified} {certificate.Reason} [{string.Join(", ", certificate.ModeDigits)}]");
            TestContext.Current.TestOutputHelper?.WriteLine(string.Join("\n", certificate.Solutions.Select(one => $"   {one} {one.Code} {one.Limit.Reason} {string.Join(", ", one.Limit.LogSigma.Select(Math.Exp))}")));
            Assert.Equal(coordinates != FlowCoordinates.EndToEnd, certificate.IsCertified);
        }
        _ = limits;
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
                Assert.InRange(error, 0, limit.Bound + 1e-12);
            }
        }
    }
}
