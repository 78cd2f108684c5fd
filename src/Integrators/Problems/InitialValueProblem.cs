using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>y' = f(t, y) on an interval, from a given state: checked when made.</summary>
public sealed class InitialValueProblem
{
    /// <summary>Makes and checks a problem.</summary>
    /// <exception cref="ArgumentException">The interval is backward or not finite, the state has the wrong length or holds NaN or infinity.</exception>
    public InitialValueProblem(IVectorField vectorField, TimeInterval interval, ImmutableArray<double> initialState)
    {
        ArgumentNullException.ThrowIfNull(vectorField);
        if (!double.IsFinite(interval.Start) || !double.IsFinite(interval.End) || interval.End < interval.Start)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The interval [{interval.Start}, {interval.End}] must be finite and run forward. To go back in time, integrate −f(−t, y) from {-interval.Start} to {-interval.End}."),
                nameof(interval));
        }
        if (initialState.Length != vectorField.Dimension)
        {
            throw new ArgumentException(
                $"The initial state has {initialState.Length} components, the field {vectorField.Dimension}.", nameof(initialState));
        }
        for (int i = 0; i < initialState.Length; i++)
        {
            if (!double.IsFinite(initialState[i]))
            {
                throw new ArgumentException($"Component {i} of the initial state is {initialState[i]}.", nameof(initialState));
            }
        }
        VectorField = vectorField;
        Interval = interval;
        InitialState = initialState;
    }

    /// <summary>The right-hand side.</summary>
    public IVectorField VectorField { get; }

    /// <summary>The interval of integration.</summary>
    public TimeInterval Interval { get; }

    /// <summary>The state at the start of the interval.</summary>
    public ImmutableArray<double> InitialState { get; }

    /// <summary>How errors of these components become one number.</summary>
    public ErrorNorm Norm { get; init; } = ErrorNorm.Maximum;

    /// <summary>A set that the exact solution never leaves; null: none.</summary>
    public IStateProjection? Projection { get; init; }
}
