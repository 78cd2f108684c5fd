using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators.Tests;

public sealed class Rodas5PTests
{
    [Fact]
    public void It_is_A_stable_on_the_negative_real_axis_and_damps_infinitely_fast_modes_to_nothing()
    {
        for (double z = -1e-3; z > -1e12; z *= 1.3)
        {
            Assert.InRange(Math.Abs(Amplification(z)), 0, 1);
        }

        // L-stable: |R(z)| falls like 1/|z|.
        Assert.InRange(Math.Abs(Amplification(-1e8)), 0, 1e-6);
        Assert.InRange(Math.Abs(Amplification(-1e12)), 0, 1e-10);
    }

    [Fact]
    public void Near_zero_it_agrees_with_the_exponential_to_fifth_order() =>
        Assert.Equal(Math.Exp(-0.01), Amplification(-0.01), 1e-14);

    [Fact]
    public void A_field_without_a_jacobian_is_refused_with_a_remedy()
    {
        DelegateField field = new(1, (_, y, d) => d[0] = -y[0]);
        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new InitialValueProblem(field, new(0, 1), [1]).Solve("rodas5p", new() { Tolerances = new(1e-6, 1e-9) }));
        Assert.Contains("rodas5p needs a Jacobian: wrap the field in FiniteDifferenceField.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rejected_step_keeps_the_jacobian()
    {
        IntegrationResult result = Oracles.StiffTestSet.VanDerPolThousand().Problem.Solve("rodas5p", new() { Tolerances = new(1e-4, 1e-7) });
        Assert.True(result.Work.Rejected > 0);
        Assert.Equal(result.Work.Steps, result.Work.Jacobians);
    }

    private static double Amplification(double z)
    {
        IStepper stepper = new RosenbrockMethod(Rodas5P.Tableau).Bind(new Decay(z), default);
        double[] proposal = new double[1];
        stepper.Start(0, [1]);
        Assert.Equal(AttemptOutcome.Proposed, stepper.Attempt(0, 1, [1], proposal, new double[1]));
        return proposal[0];
    }

    private sealed class Decay(double rate) : IDifferentiableField
    {
        public int Dimension => 1;

        public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative[0] = rate * y[0];

        public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product) =>
            product[0] = rate * direction[0];

        public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

        public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian) => jacobian.Fill(rate);
    }
}
