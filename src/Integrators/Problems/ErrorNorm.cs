namespace DlnDynamics.Integrators;

/// <summary>How a vector of component errors, each in units of its tolerance, becomes one number.</summary>
public enum ErrorNorm
{
    /// <summary>The largest component: no component hides among many.</summary>
    Maximum,

    /// <summary>The root of the sum of squares: a bound that does not depend on the basis, for states whose directions all matter.</summary>
    Euclidean,
}
