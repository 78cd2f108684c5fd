namespace DlnDynamics.Analysis;

/// <summary>What outcomes from many starts say of the volume hypothesis.</summary>
public enum VolumeVerdict
{
    /// <summary>Too few outcomes, or the interval covers the threshold.</summary>
    Undecided,

    /// <summary>Outcomes are at low rank and lie along it as the volume does.</summary>
    HoldsAsLaw,

    /// <summary>Outcomes are at low rank and gather where the volume per unit length is largest, more closely than the volume itself.</summary>
    Concentrates,

    /// <summary>Outcomes are at low rank, but not where the volume per unit length is largest.</summary>
    FailsAlong,

    /// <summary>Outcomes are not at low rank, where the volume grows without bound.</summary>
    FailsInRank,
}
