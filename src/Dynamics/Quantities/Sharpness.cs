using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>λ_max(∇²L) of the layered loss L(W) = E(W_N⋯W₁), without the factor 1/N: gradient descent with a learning rate above two over it is unstable.</summary>
/// <remarks>
/// At the flow's own layers, where its coordinates are layers or fix them (<see cref="RelaxedBalancedFlow"/>); else at balanced layers with product X and hidden widths min(m, n). NaN where
/// there are no layers: away from critical points the Hessian depends on them and not on X and N alone. Error: 1e-6 of the norm of ∇²L at
/// most and mostly far less, or NaN. Cost: 60 to 300 products with ∇²L, each of about 10N matrix products of the layers' sizes:
/// 0.2 s at 100 × 100 and depth 3. Source: [ACH18] §3, differentiated.
/// </remarks>
public sealed class Sharpness : IQuantity
{
    private const double Accuracy = 1e-6;

    private readonly LayerFlow? flow;
    private readonly RelaxedBalancedFlow? relaxed;

    /// <summary>The sharpness along one flow's trajectories. Shares the field of a flow of layers, and the loss of any other.</summary>
    public Sharpness(GradientFlow problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        INetworkFlow field = problem.LossField;
        relaxed = field as RelaxedBalancedFlow;
        flow = field as LayerFlow
            ?? (relaxed is not null ? new(relaxed.Shape, field.Loss)
            : field.Depth.HasLayers ? new(NetworkShape.Uniform(field.Loss.Rows, field.Loss.Columns, field.Depth.Layers), field.Loss)
            : null);
    }

    /// <summary>Why there is no sharpness at a depth; null where there is one.</summary>
    public static string? Obstacle(Depth depth) => depth.HasLayers
        ? null
        : $"{(depth.IsInfinite ? "Infinite depth" : $"Depth {depth}")} has no layers, and away from critical points the Hessian of the layered loss depends on them, not on X alone; every whole depth has one.";

    /// <inheritdoc/>
    public string Name => "sharpness";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (flow is null)
        {
            return double.NaN;
        }
        LayeredHessian hessian = new(flow, relaxed is not null ? relaxed.LayersOf(point) : point.Layers.IsEmpty ? Lift(point, flow.Shape) : point.Layers);
        OperatorSpectrum ends = OperatorSpectrum.EndsOf(hessian);
        if (!IsSure(ends))
        {
            ends = OperatorSpectrum.Of(hessian);
        }
        return IsSure(ends) ? ends.Largest : double.NaN;
    }

    private static bool IsSure(OperatorSpectrum spectrum) => spectrum.LargestError <= Accuracy * spectrum.Norm;

    private static double[] Lift(FlowState point, NetworkShape shape)
    {
        SpectralPoint modes = SpectralPoint.Of(point);
        return modes.Stratum.Rank == 0
            ? new double[shape.Length]
            : BalancedLift.Lift(new PolarFactors(modes.Left, Matrix.Diagonal([.. modes.LogSigma]), modes.Right), shape);
    }
}
