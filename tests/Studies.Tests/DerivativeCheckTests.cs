namespace DlnDynamics.Studies.Tests;

/// <summary>The check of a loss accepts right derivatives whatever sign the loss has where it is looked at.</summary>
public sealed class DerivativeCheckTests
{
    [Theory]
    [InlineData("2,-1\n0.5,1\n")]
    [InlineData("-2,1\n-0.5,-1\n")]
    public void A_linear_loss_and_its_negative_both_pass(string matrix)
    {
        using TemporaryFolder folder = new();
        folder.Write("c.csv", matrix);
        string file = folder.Write("linear.yaml", """
            study: linear
            problem: { linear: { matrix: c.csv, names: none } }
            flow: { depth: 2, start: { balanced-identity: { scale: 0.1 } } }
            integrate: { until: { time: 1 } }
            """);
        (bool holds, string sentence) = DerivativeCheck.Of(Assert.Single(RunPlan.Of(StudyFile.Read(file, [])).Settings));
        Assert.True(holds, sentence);
    }
}
