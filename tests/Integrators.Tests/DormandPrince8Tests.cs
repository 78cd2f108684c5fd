using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

public sealed class DormandPrince8Tests
{
    private static readonly IntegrationOptions Options = new() { Tolerances = new(1e-8, 1e-8) };

    [Fact]
    public void A_step_costs_twelve_evaluations_and_the_first_look_into_it_three_more()
    {
        IntegrationResult blind = Problem().Solve("dormand-prince8", Options);
        long attempts = blind.Work.Steps + blind.Work.Rejected;

        // Two more: f at the start, and the trial that chooses the first step.
        Assert.Equal(2 + 12 * attempts, blind.Work.Evaluations);
        foreach (int looks in (int[])[1, 2, 7])
        {
            IntegrationResult seen = Problem().Solve("dormand-prince8", Options, new Onlooker(looks, every: 1));
            Assert.Equal(blind.Work with { Evaluations = blind.Work.Evaluations + 3 * blind.Work.Steps }, seen.Work);
        }
        IntegrationResult glanced = Problem().Solve("dormand-prince8", Options, new Onlooker(2, every: 3));
        Assert.Equal(blind.Work.Evaluations + 3 * (blind.Work.Steps / 3), glanced.Work.Evaluations);
    }

    [Fact]
    public void Looking_into_steps_changes_no_bit_of_the_states()
    {
        // A cut at a third of the run makes sure that a checkpoint forgets the looks too.
        Onlooker blind = new(0, every: 1), onlooker = new(3, every: 2);
        IntegrationResult first = Problem().Solve("dormand-prince8", Options, blind);
        IntegrationResult second = Problem().Solve("dormand-prince8", Options, onlooker);
        Assert.Equal(first.State, second.State);
        Assert.Equal(blind.Ends, onlooker.Ends);
        Assert.True(first.Work.Steps > 20);
        IntegrationResult part = Problem().Solve("dormand-prince8", Options with { StepLimit = first.Work.Steps / 3 }, new Onlooker(3, every: 1));
        IntegrationResult whole = Problem().Continue(
            part.Checkpoint!, MethodCatalog.Find("dormand-prince8"), Options, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(first.State, whole.State);
    }

    [Fact]
    public void A_field_that_fails_at_a_single_stage_is_seen_though_the_stage_has_no_weight()
    {
        // The field ignores y, so that no later stage carries the failure on; stages two to five and the last weigh nothing in proposal or error.
        ExplicitTableau tableau = DormandPrince8.Tableau;
        foreach (double node in tableau.Nodes[1..tableau.Stages])
        {
            IStepper stepper = MethodCatalog.Find("dormand-prince8").Bind(new DelegateField(1, (t, _, d) => d[0] = t == node ? double.NaN : 1), default);
            stepper.Start(0, [1]);
            Assert.Equal(AttemptOutcome.NonFinite, stepper.Attempt(0, 1, [1], new double[1], new double[1]));
            Assert.Equal(AttemptOutcome.Proposed, stepper.Attempt(0, 0.99, [1], new double[1], new double[1]));
        }
    }

    private static InitialValueProblem Problem() => new(new NonlinearRotation(), new(0, 40), [1, 0.5]);

    private sealed class Onlooker(int looks, int every) : ITrajectorySink
    {
        private readonly double[] point = new double[2];
        private int steps;

        public List<double> Ends { get; } = [];

        public void Begin(InitialValueProblem problem)
        {
        }

        public void Accept(in AcceptedStep step)
        {
            Ends.AddRange(step.EndState);
            for (int i = 1; i <= looks && (steps + 1) % every == 0; i++)
            {
                step.Interpolate(step.Start + (step.End - step.Start) * i / (looks + 1), point);
            }
            steps++;
        }

        public void End(IntegrationResult result)
        {
        }
    }
}
