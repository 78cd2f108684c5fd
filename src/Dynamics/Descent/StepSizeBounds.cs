using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Learning rates that are sure to do what they should.</summary>
/// <remarks>Rates belong to ∇L of the layers, without the factor 1/N. The loss has a constant Hessian of norm h.</remarks>
public static class StepSizeBounds
{
    /// <summary>1/β: gradient steps up to it lower the loss, L⁺ ≤ L − (η/2)‖∇L‖², as long as on the way no layer is larger than R and ‖E′‖₂ not above a bound.</summary>
    /// <param name="layers">N.</param>
    /// <param name="largestLayer">R, a bound on every ‖W_p‖₂.</param>
    /// <param name="lossHessianNorm">h.</param>
    /// <param name="gradientNorm">The bound on ‖E′‖₂; √(2hE₀) where the loss is at least 0 and does not rise above E₀.</param>
    /// <remarks>β = h·N·R^(2N−2) + (N−1)·R^(N−2)·‖E′‖ bounds ‖∇²L‖, as in <see cref="LayeredHessian.Bounds"/>; then the descent lemma. Our own derivation.</remarks>
    public static double Descent(int layers, double largestLayer, double lossHessianNorm, double gradientNorm)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        double beta = lossHessianNorm * layers * Math.Pow(largestLayer, 2 * layers - 2);
        if (layers >= 2)
        {
            beta += (layers - 1) * Math.Pow(largestLayer, layers - 2) * gradientNorm;
        }
        return 1 / beta;
    }

    /// <summary>An η for which this bound is sure to hold from given layers on: L⁺ ≤ L − (η/2)‖∇L‖² for every step up to it.</summary>
    /// <remarks>
    /// The step itself lengthens the layers, to r = R + η·max‖∇_pL‖ at most, and moves X by r^N − R^N at most: the largest η with η ≤ 1/β at r and ‖E′(X)‖₂ + h(r^N − R^N).
    /// Infinite where L has no curvature, such as at zero layers from depth 3 on. Cost: an evaluation, singular values of X and of the layers, and at most sixty products with E″.
    /// </remarks>
    /// <exception cref="ArgumentException">The layers are not finite.</exception>
    public static double DescentAt(LayerFlow flow, ReadOnlySpan<double> layers)
    {
        ArgumentNullException.ThrowIfNull(flow);
        FlowState point = new(flow.Loss.Rows, flow.Loss.Columns, flow.Modes);
        double[] gradient = new double[flow.Dimension];
        flow.Gradient(layers, gradient);
        if (!flow.TryObserve(0, layers, point) || !VectorOperations.AllFinite(gradient))
        {
            throw new ArgumentException("The layers have no finite loss and gradient.", nameof(layers));
        }
        int depth = flow.Shape.Layers;
        double largest = new LayeredHessian(flow, layers).LargestLayer, speed = 0, slope = SingularFactors.Of(point.Gradient.View).Sigma[0];
        for (int p = 0; p < depth; p++)
        {
            speed = Math.Max(speed, VectorOperations.EuclideanNorm(flow.Shape.Layer(gradient, p).Data));
        }
        double norm = OperatorSpectrum.EndsOf(new LossHessian(flow.Loss, point.EndToEnd)).Norm;
        double low = 0, high = Descent(depth, largest, norm, slope);
        if (speed == 0 || double.IsInfinity(high))
        {
            return high;
        }
        while (0.5 * (low + high) is var middle && middle > low && middle < high)
        {
            double longer = largest + middle * speed;
            double sure = Descent(depth, longer, norm, slope + norm * (Math.Pow(longer, depth) - Math.Pow(largest, depth)));
            (low, high) = middle <= sure ? (middle, high) : (low, middle);
        }
        return low;
    }

    /// <summary>1/(N·s^(2−2/N)): up to it a mode of gradient descent from aligned balanced layers rises to its target s without passing it.</summary>
    /// <remarks>For layers d ≤ s^(1/N), each of which obeys d⁺ = d − η·d^(N−1)·(d^N − s). Half the limit of stability at the minimum. Our own derivation.</remarks>
    public static double Monotone(int layers, double target)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        return 1 / (layers * Math.Pow(target, 2 - 2.0 / layers));
    }
}
