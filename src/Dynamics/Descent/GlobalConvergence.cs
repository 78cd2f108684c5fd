using System.Globalization;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The theorem that gradient descent on ½‖X − T‖² from nearly balanced layers, nearer to T than to any singular matrix, converges linearly; with its constants.</summary>
/// <param name="Layers">N.</param>
/// <param name="Margin">c, the deficiency margin: ‖X(0) − T‖_F ≤ σ_min(T) − c.</param>
/// <param name="TargetNorm">‖T‖_F.</param>
/// <remarks>Sufficient, and far from necessary: rates are some thousand times below what is stable. Hidden layers are at least as wide as the narrower end. Source: [ACGH19], its theorem on convergence from approximately balanced starts.</remarks>
public sealed record GlobalConvergence(int Layers, double Margin, double TargetNorm)
{
    /// <summary>The largest ‖W_{p+1}ᵀW_{p+1} − W_pW_pᵀ‖_F at the start.</summary>
    public double LargestImbalance => Margin * Margin / (256 * Cube * Math.Pow(TargetNorm, 2.0 * (Layers - 1) / Layers));

    /// <summary>The largest learning rate.</summary>
    public double LargestRate => Math.Pow(Margin, (4.0 * Layers - 2) / Layers) / (6144 * Cube * Math.Pow(TargetNorm, (6.0 * Layers - 4) / Layers));

    private double Cube => Math.Pow(Layers, 3);

    /// <summary>The theorem for a target and a start.</summary>
    /// <exception cref="ArgumentException">The start has no margin, or there are fewer than two layers.</exception>
    public static GlobalConvergence Of(int layers, Matrix target, Matrix start)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(start);
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 2);
        double[] difference = target.Data.ToArray();
        VectorOperations.AddScaled(-1, start.Data, difference);
        double smallest = SingularFactors.Of(target.View).Sigma[^1], distance = VectorOperations.EuclideanNorm(difference);
        return distance < smallest
            ? new(layers, smallest - distance, VectorOperations.EuclideanNorm(target.Data))
            : throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"The start is {distance:g4} from the target, whose smallest singular value is {smallest:g4}: the theorem holds nearer than that."), nameof(start));
    }

    /// <summary>How many iterations bring the loss down by a factor, at a learning rate up to the largest.</summary>
    public double Iterations(double learningRate, double factor) => Math.Log(factor) / (learningRate * Math.Pow(Margin, 2.0 * (Layers - 1) / Layers));
}
