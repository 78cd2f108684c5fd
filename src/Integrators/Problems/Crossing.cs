namespace DlnDynamics.Integrators;

/// <summary>Which sign changes of an event function are of interest. The default value is <see cref="Either"/>.</summary>
public enum Crossing
{
    /// <summary>Both directions.</summary>
    Either,

    /// <summary>From negative to positive.</summary>
    Rising,

    /// <summary>From positive to negative.</summary>
    Falling,
}
