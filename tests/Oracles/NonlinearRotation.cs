using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>y' = ‖y‖²·(y₂, −y₁) from (1, ½): nonlinear and autonomous; the solution turns at the rate 1.25.</summary>
public sealed class NonlinearRotation : IExactProblem
{
    public int Dimension => 2;

    public double[] Exact(double t)
    {
        (double sine, double cosine) = Math.SinCos(1.25 * t);
        return [cosine + 0.5 * sine, 0.5 * cosine - sine];
    }

    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        double square = y[0] * y[0] + y[1] * y[1];
        derivative[0] = square * y[1];
        derivative[1] = -square * y[0];
    }

    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        double square = y[0] * y[0] + y[1] * y[1];
        double change = 2 * (y[0] * direction[0] + y[1] * direction[1]);
        product[0] = change * y[1] + square * direction[1];
        product[1] = -change * y[0] - square * direction[0];
    }

    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        ApplyJacobian(t, y, [1, 0], jacobian.Column(0));
        ApplyJacobian(t, y, [0, 1], jacobian.Column(1));
    }
}
