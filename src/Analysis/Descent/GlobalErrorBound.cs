using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>How far gradient descent can be from the flow at time t: (ηM/2K)(e^(Kt) − 1), with K = max‖∇²L‖ and M = max‖∇²L·∇L‖.</summary>
/// <remarks>
/// The maxima are those over the points that it was shown, so between them it is an estimate. It grows like e^(Kt): past a few times 1/K, and so past any plateau, it says nothing.
/// Layers' clock. Cost of a point: at most sixty-one products with ∇²L. Source: [HNW93] §II.3, for Euler's method.
/// </remarks>
public sealed class GlobalErrorBound(LayerFlow flow, double learningRate)
{
    private readonly double[] velocity = new double[flow.Dimension];
    private readonly double[] image = new double[flow.Dimension];
    private double curvature;
    private double acceleration;

    /// <summary>Takes the derivatives at a point into account.</summary>
    public void Look(ReadOnlySpan<double> layers)
    {
        LayeredHessian hessian = new(flow, layers);
        flow.Gradient(layers, velocity);
        hessian.Apply(velocity, image);
        acceleration = Math.Max(acceleration, VectorOperations.EuclideanNorm(image));
        curvature = Math.Max(curvature, OperatorSpectrum.EndsOf(hessian).Norm);
    }

    /// <summary>The bound on ‖W_k − W(t)‖ at t = kη.</summary>
    public double At(double time)
    {
        double growth = curvature * time;
        return 0.5 * learningRate * acceleration * time * (growth > 1e-8 ? (Math.Exp(growth) - 1) / growth : 1);
    }
}
