using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>y' = (1 − ‖y‖²)·y + (−y₂, y₁) from (½, 0): nonlinear and autonomous; it turns at the rate 1 and settles on the unit circle.</summary>
public sealed class SettlingOscillator : IExactProblem
{
    public int Dimension => 2;

    public double[] Exact(double t)
    {
        (double sine, double cosine) = Math.SinCos(t);
        double radius = 1 / Math.Sqrt(1 + 3 * Math.Exp(-2 * t));
        return [radius * cosine, radius * sine];
    }

    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        double growth = 1 - y[0] * y[0] - y[1] * y[1];
        derivative[0] = growth * y[0] - y[1];
        derivative[1] = growth * y[1] + y[0];
    }

    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        double growth = 1 - y[0] * y[0] - y[1] * y[1];
        double change = -2 * (y[0] * direction[0] + y[1] * direction[1]);
        product[0] = growth * direction[0] + change * y[0] - direction[1];
        product[1] = growth * direction[1] + change * y[1] + direction[0];
    }

    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        ApplyJacobian(t, y, [1, 0], jacobian.Column(0));
        ApplyJacobian(t, y, [0, 1], jacobian.Column(1));
    }
}
