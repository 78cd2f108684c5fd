namespace DlnDynamics.Analysis;

/// <summary>What carries a mode to zero. The default value is <see cref="Undecided"/>.</summary>
public enum VanishingCause
{
    /// <summary>Nothing does, or the trajectory does not say yet.</summary>
    Undecided,

    /// <summary>The loss is least with the mode at zero: its gradient dies out with the mode.</summary>
    ZeroTarget,

    /// <summary>The loss would be less beyond zero, where the flow cannot go: its gradient stays.</summary>
    Push,
}
