namespace DlnDynamics.Analysis;

/// <summary>What becomes of a mode as τ → ∞. The default value is <see cref="Undecided"/>.</summary>
public enum SingularValueFate
{
    /// <summary>The trajectory does not say yet.</summary>
    Undecided,

    /// <summary>It has a limit above the resolution.</summary>
    Survives,

    /// <summary>It has a positive limit below the resolution, set by the size of the start.</summary>
    StaysSmall,

    /// <summary>It goes to zero.</summary>
    Vanishes,

    /// <summary>Its limit lies below the resolution; whether it is zero is not decided.</summary>
    BelowResolution,
}
