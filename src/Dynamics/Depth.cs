using System.Globalization;

namespace DlnDynamics.Dynamics;

/// <summary>The depth N of a linear network: one layer, a number of layers, a real number from 2 on, or infinity.</summary>
/// <remarks>
/// The default value is one layer. Between 1 and 2 the flow is only Hölder at σ = 0 and loses uniqueness, so such depths are refused.
/// Formulas need 1/N alone: no code outside this file asks whether N is infinite in order to compute.
/// </remarks>
public readonly record struct Depth : IComparable<Depth>
{
    private readonly double beyondOne;

    private Depth(double value) => beyondOne = value - 1;

    /// <summary>The limit of infinitely many layers in the rescaled clock.</summary>
    public static Depth Infinite { get; } = new(double.PositiveInfinity);

    /// <summary>N, possibly infinite.</summary>
    public double Value => beyondOne + 1;

    /// <summary>Whether N = ∞.</summary>
    public bool IsInfinite => double.IsPositiveInfinity(beyondOne);

    /// <summary>Whether N is a whole number, so that there are layers, be they too many for <see cref="Layers"/>.</summary>
    public bool HasLayers => !IsInfinite && Value == Math.Floor(Value);

    /// <summary>1/N; 0 at infinity.</summary>
    public double Reciprocal => 1 / Value;

    /// <summary>The number of layers.</summary>
    /// <exception cref="InvalidOperationException">N is infinite, not whole, or above 2³¹ − 1.</exception>
    public int Layers =>
        !HasLayers ? throw new InvalidOperationException($"Depth {this} has no layers: it is not a whole number.")
        : Value > int.MaxValue ? throw new InvalidOperationException($"Depth {this} has more layers than the {int.MaxValue} that can be stored one by one: take fewer, or a flow of X, which needs none.")
        : (int)Value;

    /// <summary>A whole number of layers, at least one.</summary>
    public static Depth Of(int layers) => Real(layers);

    /// <summary>Whether N is a depth for which the balanced flow is defined: 1, or any number from 2 on.</summary>
    public static bool IsValid(double n) => n == 1 || n >= 2;

    /// <summary>N = 1 or real N ≥ 2; infinity is <see cref="Infinite"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">N is neither 1 nor at least 2.</exception>
    public static Depth Real(double n) =>
        IsValid(n) ? new(n) : throw new ArgumentOutOfRangeException(nameof(n), n, "A depth is 1, or a number from 2 on, or infinite.");

    /// <inheritdoc/>
    public int CompareTo(Depth other) => beyondOne.CompareTo(other.beyondOne);

    /// <summary>"3", "2.5" or "infinite", as in study files and tables.</summary>
    public override string ToString() => IsInfinite ? "infinite" : Value.ToString(CultureInfo.InvariantCulture);

    /// <summary>Shallower.</summary>
    public static bool operator <(Depth left, Depth right) => left.CompareTo(right) < 0;

    /// <summary>Shallower or the same.</summary>
    public static bool operator <=(Depth left, Depth right) => left.CompareTo(right) <= 0;

    /// <summary>Deeper.</summary>
    public static bool operator >(Depth left, Depth right) => left.CompareTo(right) > 0;

    /// <summary>Deeper or the same.</summary>
    public static bool operator >=(Depth left, Depth right) => left.CompareTo(right) >= 0;
}
