using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The Riemannian Langevin equation of depth N on d × d matrices: dX = −grad F dτ and Brownian motion of the depth metric at temperature 1/β.</summary>
/// <remarks>
/// <para>
/// F = E, or E − S/β with the entropy of the fibre; without a loss it is Brownian motion. In Itô's form
/// dX = −Â(E′)dτ + (1/β)grad S dτ + √(2/β)·Â^½(dB) + ((1 − 1/N)/β)·U·diag(σᵢ^(1−2/N))·Vᵀ dτ. Noise along the fibre and across it has the same
/// temperature; no other ratio is built. Rescaled clock. Depth 1 is the flat case.
/// </para>
/// <para>
/// Equilibrium at finite N: density e^(−βE)·√det g, with the entropy times the volume of the fibre, on all d × d matrices, where the loss grows in every direction. Lower rank lies at a
/// finite distance and is met: a path goes straight on through it, singular values stay ≥ 0, and <em>the sign of the determinant may change</em>.
/// At N = ∞ lower rank is infinitely far, the sign never changes, and the volume there is infinite: a loss that is finite at zero has
/// <em>no equilibrium</em>, with or without the entropy; ln σ drifts to −∞ slowly. With a floor on σ, at which ln σ is reflected, equilibrium exists at every
/// depth, on the side of the determinant where the path began: the same density, restricted. Source: [Men24]; Itô's form and what happens at lower rank: docs/design/012-langevin.md.
/// </para>
/// </remarks>
public sealed class LangevinEquation
{
    /// <summary>An equation on size × size matrices.</summary>
    /// <param name="depth">N, every depth.</param>
    /// <param name="size">d.</param>
    /// <param name="inverseTemperature">β, positive and finite.</param>
    /// <param name="loss">E; null: no force, Brownian motion.</param>
    /// <param name="withEntropy">Whether the free energy E − S/β takes the place of E.</param>
    /// <param name="floor">Least singular value allowed; null: none.</param>
    /// <exception cref="ArgumentException">A loss of another shape, or a parameter out of its range; the message says what would be right.</exception>
    public LangevinEquation(Depth depth, int size, double inverseTemperature, ILoss? loss = null, bool withEntropy = false, double? floor = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        if (!(inverseTemperature > 0 && double.IsFinite(inverseTemperature)))
        {
            throw new ArgumentException(
                $"The inverse temperature is {inverseTemperature}; it must be positive and finite. Without noise the equation is a flow: GradientFlow.FreeEnergy or GradientFlow.From.",
                nameof(inverseTemperature));
        }
        if (loss is not null && (loss.Rows != size || loss.Columns != size))
        {
            throw new ArgumentException(
                $"The loss is on {loss.Rows} × {loss.Columns} matrices, the equation on {size} × {size}: it lives on square matrices of full rank, so the loss must be square.", nameof(loss));
        }
        if (floor is { } least && !(least > 0 && double.IsFinite(least)))
        {
            throw new ArgumentException($"The floor is {least}; it is a singular value, positive and finite.", nameof(floor));
        }
        Depth = depth;
        Size = size;
        InverseTemperature = inverseTemperature;
        Loss = loss;
        WithEntropy = withEntropy;
        Floor = floor;
    }

    /// <summary>N.</summary>
    public Depth Depth { get; }

    /// <summary>d.</summary>
    public int Size { get; }

    /// <summary>β.</summary>
    public double InverseTemperature { get; }

    /// <summary>E; null for Brownian motion.</summary>
    public ILoss? Loss { get; }

    /// <summary>Whether the drift has the entropy of the fibre.</summary>
    public bool WithEntropy { get; }

    /// <summary>The least singular value, at which paths are reflected; null: none.</summary>
    public double? Floor { get; }

    /// <summary>Why the equation has no equilibrium, or is not known to have one, and what holds instead; null where it has one.</summary>
    /// <remarks>
    /// A loss whose Hessian is positive definite grows as ‖X‖², which outweighs every volume. One with a kernel is constant along it, and then only the
    /// fall of the volume could hold a path: undecided here. Cost: d² products with the Hessian and its eigenvalues up to d = 24, a few hundred products beyond.
    /// </remarks>
    public string? EquilibriumObstacle =>
        Loss is null ? "Without a loss nothing holds a path back: its law spreads for ever."
        : Depth.IsInfinite && Floor is null
            ? "At infinite depth the volume near lower rank is infinite: e^(−βE) has no finite integral, and singular values drift to zero slowly. With a floor there is an equilibrium if the loss grows in every direction."
        : !Grows(Loss)
            ? "No equilibrium is known: the loss does not grow in every direction (its Hessian has a kernel, as with entries that are not observed), and whether e^(−βE) has a finite integral depends on the depth. "
                + "For a 2 × 2 matrix with its diagonal observed it has none at N = 2, with the entropy none at N = 2 and 3."
            : null;

    /// <summary>Whether E″, the same at every X, is positive definite beyond round-off.</summary>
    private static bool Grows(ILoss loss)
    {
        OperatorSpectrum hessian = OperatorSpectrum.Of(new LossHessian(loss, new(loss.Rows, loss.Columns)));
        return hessian.Smallest > hessian.SmallestError + hessian.Dimension * Math.ScaleB(1, -52) * hessian.Norm;
    }

    /// <summary>A path from a start.</summary>
    /// <param name="start">X(0), of full rank and above the floor.</param>
    /// <param name="random">Where its noise comes from: one source a path.</param>
    /// <exception cref="ArgumentException">The start has not full rank, or lies below the floor.</exception>
    public LangevinPath From(IBalancedStart start, RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(start);
        ArgumentNullException.ThrowIfNull(random);
        PolarFactors factors = start.At(Size, Size);
        if (factors.Rank < Size)
        {
            throw new ArgumentException(
                $"The start has rank {factors.Rank} of {Size}. The equation lives on matrices of full rank: "
                    + (Depth.IsInfinite ? "at infinite depth no path ever comes from lower rank." : "noise leaves lower rank at once, so start from a matrix of full rank nearby, however small its singular values."),
                nameof(start));
        }
        double least = factors.SmallestLogSigma();
        return Floor is { } floor && least < Math.Log(floor)
            ? throw new ArgumentException($"The smallest singular value of the start is {Math.Exp(least):G3}, below the floor {floor:G3}: start above it.", nameof(start))
            : new(this, factors, random);
    }
}
