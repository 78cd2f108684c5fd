namespace DlnDynamics.Studies;

/// <summary>What became of a claim when it was tried.</summary>
public enum Reproduction
{
    /// <summary>What was measured lies where the claim says, by more than its uncertainty.</summary>
    Reproduced,

    /// <summary>It lies elsewhere, by more than its uncertainty.</summary>
    Differs,

    /// <summary>The uncertainty leaves both open, or there was nothing to measure.</summary>
    CannotBeTold,
}
