namespace DlnDynamics.Analysis;

/// <summary>How a positive quantity tends to zero. The default value is <see cref="Undecided"/>.</summary>
public enum DecayLaw
{
    /// <summary>The samples do not say.</summary>
    Undecided,

    /// <summary>e^(−rate·t).</summary>
    Exponential,

    /// <summary>t^(−rate).</summary>
    PowerLaw,
}
