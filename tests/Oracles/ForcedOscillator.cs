using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>y'' = −y + 3·cos 2t, with or without the force, from (1, 0): solution 2 cos t − cos 2t, or cos t.</summary>
public sealed class ForcedOscillator(bool forced) : IDifferentiableField
{
    private readonly double force = forced ? 1 : 0;

    public int Dimension => 2;

    public double Exact(double t) => (1 + force) * Math.Cos(t) - force * Math.Cos(2 * t);

    public double ExactVelocity(double t) => -(1 + force) * Math.Sin(t) + 2 * force * Math.Sin(2 * t);

    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        derivative[0] = y[1];
        derivative[1] = -y[0] + 3 * force * Math.Cos(2 * t);
    }

    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        product[0] = direction[1];
        product[1] = -direction[0];
    }

    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        derivative[0] = 0;
        derivative[1] = -6 * force * Math.Sin(2 * t);
    }

    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        jacobian.Fill(0);
        jacobian[0, 1] = 1;
        jacobian[1, 0] = -1;
    }
}
