using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>∇²L of the layered loss L(W) = E(W_N⋯W₁) at a point, without the factor 1/N of the rescaled clock.</summary>
/// <remarks>
/// −N times the Jacobian of <see cref="LayerFlow"/>. Its largest eigenvalue is the sharpness: gradient descent with a learning rate above
/// two over it is unstable. Cost of a product: about 10N matrix products of the layers' sizes. Source: [ACH18] §3, differentiated.
/// </remarks>
public sealed class LayeredHessian : ISymmetricOperator
{
    private readonly LayerFlow flow;
    private readonly double[] layers;

    /// <summary>The Hessian at the layers given as a flat state, which is copied.</summary>
    /// <exception cref="ArgumentException">The state has another length than the network.</exception>
    public LayeredHessian(LayerFlow flow, ReadOnlySpan<double> layers)
    {
        ArgumentNullException.ThrowIfNull(flow);
        ArgumentOutOfRangeException.ThrowIfNotEqual(layers.Length, flow.Dimension, nameof(layers));
        this.flow = flow;
        this.layers = layers.ToArray();
        for (int p = 0; p < flow.Shape.Layers; p++)
        {
            LargestLayer = Math.Max(LargestLayer, SingularFactors.Of(flow.Shape.Layer(layers, p)).Sigma[0]);
        }
    }

    /// <inheritdoc/>
    public int Dimension => layers.Length;

    /// <summary>max ‖W_p‖₂.</summary>
    public double LargestLayer { get; }

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<double> vector, Span<double> image)
    {
        flow.ApplyJacobian(0, layers, vector, image);
        VectorOperations.Scale(-flow.Shape.Layers, image);
    }

    /// <summary>‖∇L(W)‖.</summary>
    public double GradientNorm()
    {
        double[] velocity = new double[Dimension];
        flow.Evaluate(0, layers, velocity);
        return flow.Shape.Layers * VectorOperations.EuclideanNorm(velocity);
    }

    /// <summary>A bound on ‖∇²L(W)‖ and on the norm of the third derivative, from the largest layer, ‖E″‖ and ‖E′(X)‖_F; E″ constant.</summary>
    /// <remarks>
    /// ‖∇²L‖ ≤ h·N·R^(2N−2) + (N−1)·R^(N−2)·‖G‖ and ‖∇³L‖ ≤ 3h·√N·(N−1)·R^(2N−3) + (N−1)(N−2)/√N·R^(N−3)·‖G‖ with R = max ‖W_p‖₂, by
    /// the arithmetic–geometric and power-mean inequalities over the layers' parts of a unit direction. Our own derivation.
    /// </remarks>
    public (double Second, double Third) Bounds(double lossHessianNorm, double gradientNorm)
    {
        double n = flow.Shape.Layers, largest = LargestLayer;
        double second = lossHessianNorm * n * Math.Pow(largest, 2 * n - 2);
        double third = 3 * lossHessianNorm * Math.Sqrt(n) * (n - 1) * Power(largest, 2 * n - 3);
        if (n >= 2)
        {
            second += Slack(gradientNorm);
            third += (n - 1) * (n - 2) / Math.Sqrt(n) * Power(largest, n - 3) * gradientNorm;
        }
        return (second, third);
    }

    /// <summary>(N−1)·R^(N−2)·‖G‖: by how much ∇²L can differ from the positive semi-definite part that E″ makes of it.</summary>
    public double Slack(double gradientNorm) => (flow.Shape.Layers - 1) * Power(LargestLayer, flow.Shape.Layers - 2) * gradientNorm;

    // A power below zero stands only where its factor is zero.
    private static double Power(double value, double power) => power < 0 ? 0 : Math.Pow(value, power);
}
