using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Ẅ + γẆ = −∇L (MATH.md 8.3): oracle 68.</summary>
public sealed class HeavyBallChargeTests
{
    private const double Friction = 0.7, End = 3;

    [Fact]
    public void The_heavy_ball_in_continuous_time_keeps_its_charge_and_not_the_imbalance()
    {
        foreach (int depth in new[] { 2, 3 })
        {
            LayerFlow flow = new(NetworkShape.Uniform(3, 4, depth, 5), Samples.Completion(Samples.Gaussian(3, 4, 1), 0.7, 2));
            int n = flow.Dimension;
            double[] gradient = new double[n];
            DelegateField field = new(2 * n, (_, y, derivative) =>
            {
                flow.Gradient(y[..n], gradient);
                for (int i = 0; i < n; i++)
                {
                    derivative[i] = y[n + i];
                    derivative[n + i] = -Friction * y[n + i] - gradient[i];
                }
            });
            double[] start = [.. Samples.Gaussian(2 * n, 1, 3, 0.4).Data];
            IntegrationResult result = new InitialValueProblem(field, new(0, End), [.. start])
                .Integrate(new ExplicitRungeKutta(DormandPrince8.Tableau), new() { Tolerances = new(1e-12, 1e-13) });
            Assert.True(result.IsFinished, result.Sentence);
            double[] end = [.. result.State];
            for (int p = 0; p + 1 < depth; p++)
            {
                Matrix before = Charge(flow.Shape, start, p, 0), after = Charge(flow.Shape, end, p, End);
                Assert.InRange(VectorOperations.EuclideanNorm(before.Data), 0.1, 10);
                Assert.InRange(Samples.Distance(after, before), 0, 1e-9);
            }
            Assert.True(Math.Abs(flow.MeasureImbalance(end.AsSpan(0, n)) - flow.MeasureImbalance(start.AsSpan(0, n))) > 0.01);
        }
    }

    /// <summary>e^(γt)·[ẆWᵀ − WẆᵀ − (VᵀV̇ − V̇ᵀV)] with W = W_{p+1}, V = W_{p+2}.</summary>
    private static Matrix Charge(NetworkShape shape, double[] state, int p, double time)
    {
        ReadOnlySpan<double> layers = state.AsSpan(0, shape.Length), velocities = state.AsSpan(shape.Length);
        Matrix charge = new(shape.Widths[p + 1], shape.Widths[p + 1]);
        double factor = Math.Exp(Friction * time);
        ReadOnlyMatrixView lower = shape.Layer(layers, p), lowerDot = shape.Layer(velocities, p), upper = shape.Layer(layers, p + 1), upperDot = shape.Layer(velocities, p + 1);
        IDenseKernels kernels = DenseKernels.Default;
        kernels.Multiply(factor, lowerDot, Transpose.No, lower, Transpose.Yes, 0, charge.View);
        kernels.Multiply(-factor, lower, Transpose.No, lowerDot, Transpose.Yes, 1, charge.View);
        kernels.Multiply(-factor, upper, Transpose.Yes, upperDot, Transpose.No, 1, charge.View);
        kernels.Multiply(factor, upperDot, Transpose.Yes, upper, Transpose.No, 1, charge.View);
        return charge;
    }
}
