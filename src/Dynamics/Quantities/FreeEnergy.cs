namespace DlnDynamics.Dynamics;

/// <summary>F = E(X) − S(X)/β, with the entropy S of the fibre over X.</summary>
/// <remarks>In code only: it needs β and the layers, so the catalog has it not. At any depth <see cref="FreeEnergyFlow"/> descends it, up to a constant. Source: [MY25].</remarks>
public sealed class FreeEnergy : IQuantity
{
    private readonly Depth depth;
    private readonly double inverseTemperature;
    private readonly int? width;

    /// <summary>With all hidden layers of one width.</summary>
    /// <param name="depth">N, a whole number.</param>
    /// <param name="inverseTemperature">β.</param>
    /// <param name="width">Of every hidden layer; null: the rank.</param>
    /// <exception cref="ArgumentException">There are no layers, hence no fibre.</exception>
    public FreeEnergy(Depth depth, double inverseTemperature, int? width = null)
    {
        if (FiberEntropy.Obstacle(depth) is { } obstacle)
        {
            throw new ArgumentException(obstacle, nameof(depth));
        }
        (this.depth, this.inverseTemperature, this.width) = (depth, inverseTemperature, width);
    }

    /// <inheritdoc/>
    public string Name => "free-energy";

    /// <inheritdoc/>
    public double Measure(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        return point.Modes == 0 || double.IsNegativeInfinity(point.LogSigma[^1])
            ? double.NaN
            : point.Loss - FiberEntropy.Of(depth, point.LogSigma, width) / inverseTemperature;
    }
}
