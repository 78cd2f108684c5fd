using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

public sealed class ControllerTests
{
    private static readonly Dictionary<string, IStepController> Controllers = new()
    {
        ["I"] = DigitalController.I,
        ["PI"] = DigitalController.PI,
        ["PID"] = DigitalController.PID,
        ["H211"] = DigitalController.H211,
    };

    // The rejected part of steps is at most what we measured, and a little more; Van der Pol's sharp turns at 1e-3 decide it.
    [Theory]
    [InlineData("I", 0.45)]
    [InlineData("PI", 0.37)]
    [InlineData("PID", 0.15)]
    [InlineData("H211", 0.25)]
    public void Errors_stay_below_a_hundred_tolerances_and_few_steps_are_rejected(string controller, double largestPart)
    {
        foreach (DetestProblem stated in (DetestProblem[])[Detest.Named("B5"), Detest.Named("E2")])
        {
            foreach (string method in (string[])["tsitouras5", "dormand-prince8", "rodas5p"])
            {
                foreach (double tolerance in (double[])[1e-3, 1e-6, 1e-9])
                {
                    IntegrationResult result = Run(stated, method, controller, tolerance);
                    Assert.All(result.State.Zip(stated.End), pair =>
                        Assert.Equal(pair.Second, pair.First, 100 * tolerance * (1 + Math.Abs(pair.Second))));
                    Assert.InRange((double)result.Work.Rejected / result.Work.Steps, 0, largestPart);
                }
            }
        }
    }

    [Fact]
    public void Every_filter_rejects_less_than_the_elementary_controller()
    {
        // Two problems, three methods, 1e-6. Measured: I 148, H211 83, PI 39, PID 25.
        Dictionary<string, long> rejected = Controllers.Keys.ToDictionary(controller => controller, controller =>
            ((string[])["B5", "E2"]).Sum(problem => ((string[])["tsitouras5", "dormand-prince8", "rodas5p"])
                .Sum(method => Run(Detest.Named(problem), method, controller, 1e-6).Work.Rejected)));
        Assert.Equal(["I", "H211", "PI", "PID"], rejected.OrderByDescending(pair => pair.Value).Select(pair => pair.Key));
        Assert.True(rejected["I"] > 1.5 * rejected["H211"], $"{rejected["I"]} against {rejected["H211"]}");
    }

    [Theory]
    [InlineData("I", 1, 0, 0, 0)]
    [InlineData("PI", 3.0 / 5, -1.0 / 5, 0, 0)]
    [InlineData("PID", 1.0 / 18, 1.0 / 9, 1.0 / 18, 0)]
    [InlineData("H211", 1.0 / 4, 1.0 / 4, 0, 1.0 / 4)]
    public void The_next_step_is_the_published_product_of_powers(string controller, double newest, double previous, double older, double ratio)
    {
        // Errors and steps near one another, so that no limit on the factor is met; k = 5.
        StepHistory history = new(Step: 2, Error: 0.5, PreviousStep: 1.8, PreviousError: 0.7, OlderError: 0.3, PreviousRejected: false);
        StepVerdict verdict = Controllers[controller].Judge(history, errorOrder: 4);
        double factor = Math.Pow(0.5, -newest / 5) * Math.Pow(0.7, -previous / 5) * Math.Pow(0.3, -older / 5) * Math.Pow(2 / 1.8, -ratio);
        Assert.True(verdict.Accepted);
        Assert.Equal(0.9 * 2 * factor, verdict.NextStep, 1e-15);

        // A rejected attempt is answered by its error alone, and so is what is not a number; after a rejection no step grows.
        Assert.Equal(new StepVerdict(false, 0.9 * 2 * Math.Pow(3, -0.2)), Controllers[controller].Judge(history with { Error = 3 }, 4));
        Assert.Equal(new StepVerdict(false, 0.4), Controllers[controller].Judge(history with { Error = double.NaN }, 4));
        Assert.InRange(Controllers[controller].Judge(history with { Error = 1e-9, PreviousRejected = true }, 4).NextStep, 0, 2);
    }

    private static IntegrationResult Run(DetestProblem stated, string method, string controller, double tolerance) =>
        stated.Problem().Solve(method, new() { Tolerances = new(tolerance, tolerance), Controller = Controllers[controller] });
}
