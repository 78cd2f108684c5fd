using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Learning rates that are sure to do what they should.</summary>
/// <remarks>Rates belong to ∇L of the layers, without the factor 1/N. Losses are convex, at least 0 and have a constant Hessian of norm h, so that ‖E′‖² ≤ 2hE.</remarks>
public static class StepSizeBounds
{
    /// <summary>1/β: gradient steps up to it lower the loss, L⁺ ≤ L − (η/2)‖∇L‖², as long as no layer on the way is larger than R and the loss not above E.</summary>
    /// <param name="layers">N.</param>
    /// <param name="largestLayer">R, a bound on every ‖W_p‖₂.</param>
    /// <param name="lossHessianNorm">h.</param>
    /// <param name="loss">E.</param>
    /// <remarks>β = h·N·R^(2N−2) + (N−1)·R^(N−2)·√(2hE) bounds ‖∇²L‖, as in <see cref="LayeredHessian.Bounds"/>; then the descent lemma. Our own derivation.</remarks>
    public static double Descent(int layers, double largestLayer, double lossHessianNorm, double loss)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        double beta = lossHessianNorm * layers * Math.Pow(largestLayer, 2 * layers - 2);
        if (layers >= 2)
        {
            beta += (layers - 1) * Math.Pow(largestLayer, layers - 2) * Math.Sqrt(2 * lossHessianNorm * loss);
        }
        return 1 / beta;
    }

    /// <summary>The largest η for which this bound is sure to hold from given layers on: L⁺ ≤ L − (η/2)‖∇L‖² for every step up to it.</summary>
    /// <remarks>
    /// The step itself lengthens the layers, by η‖∇_pL‖ at most: the largest η with η ≤ 1/β at R + η·max‖∇_pL‖. Along the step the loss falls, so its bound is the one at the
    /// layers. Infinite where all layers are zero from depth 3 on. Cost: an evaluation and at most sixty products with E″.
    /// </remarks>
    /// <exception cref="ArgumentException">The layers are not finite.</exception>
    public static double DescentAt(LayerFlow flow, ReadOnlySpan<double> layers)
    {
        ArgumentNullException.ThrowIfNull(flow);
        double[] gradient = new double[flow.Dimension];
        double loss = flow.Gradient(layers, gradient), largest = new LayeredHessian(flow, layers).LargestLayer, speed = 0;
        for (int p = 0; p < flow.Shape.Layers; p++)
        {
            speed = Math.Max(speed, VectorOperations.EuclideanNorm(flow.Shape.Layer(gradient, p).Data));
        }
        double norm = OperatorSpectrum.EndsOf(new LossHessian(flow.Loss, new(flow.Loss.Rows, flow.Loss.Columns))).Norm;
        double low = 0, high = Descent(flow.Shape.Layers, largest, norm, loss);
        if (speed == 0)
        {
            return high;
        }
        while (0.5 * (low + high) is var middle && middle > low && middle < high)
        {
            (low, high) = middle <= Descent(flow.Shape.Layers, largest + middle * speed, norm, loss) ? (middle, high) : (low, middle);
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
