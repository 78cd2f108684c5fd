using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>y' = λ·(y − cos t) − sin t in every component with its own λ: solution cos t + (y(0) − 1)·exp(λt), not autonomous.</summary>
public sealed class LinearProblem(params double[] rates) : IDifferentiableField
{
    public int Dimension => rates.Length;

    public double Exact(int component, double start, double t) => Math.Cos(t) + (start - 1) * Math.Exp(rates[component] * t);

    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        for (int i = 0; i < rates.Length; i++)
        {
            derivative[i] = rates[i] * (y[i] - Math.Cos(t)) - Math.Sin(t);
        }
    }

    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        for (int i = 0; i < rates.Length; i++)
        {
            product[i] = rates[i] * direction[i];
        }
    }

    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        for (int i = 0; i < rates.Length; i++)
        {
            derivative[i] = rates[i] * Math.Sin(t) - Math.Cos(t);
        }
    }

    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        jacobian.Fill(0);
        for (int i = 0; i < rates.Length; i++)
        {
            jacobian[i, i] = rates[i];
        }
    }
}
