using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>y'' = −y + 3·cos 2t from (1, 0): linear, driven in time, solution 2 cos t − cos 2t.</summary>
public sealed class ForcedOscillator : IExactProblem
{
    public int Dimension => 2;

    public double[] Exact(double t) =>
        [2 * Math.Cos(t) - Math.Cos(2 * t), 2 * Math.Sin(2 * t) - 2 * Math.Sin(t)];

    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        derivative[0] = y[1];
        derivative[1] = -y[0] + 3 * Math.Cos(2 * t);
    }

    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        product[0] = direction[1];
        product[1] = -direction[0];
    }

    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        derivative[0] = 0;
        derivative[1] = -6 * Math.Sin(2 * t);
    }

    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        jacobian.Fill(0);
        jacobian[0, 1] = 1;
        jacobian[1, 0] = -1;
    }
}
