using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators.Tests;

/// <summary>y′ = rate·y, whose step from 1 is a method's stability function.</summary>
internal sealed class LinearDecay(double rate) : IDifferentiableField
{
    public int Dimension => 1;

    /// <summary>What one step of length 1 makes of 1.</summary>
    public static double Amplification(IMethod method, double z)
    {
        IStepper stepper = method.Bind(new LinearDecay(z), new(new(1e-13, 0), ErrorNorm.Maximum));
        double[] proposal = new double[1];
        stepper.Start(0, [1]);
        Assert.Equal(AttemptOutcome.Proposed, stepper.Attempt(0, 1, [1], proposal, new double[1]));
        return proposal[0];
    }

    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative[0] = rate * y[0];

    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product) =>
        product[0] = rate * direction[0];

    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian) => jacobian.Fill(rate);
}
