namespace DlnDynamics.Analysis;

/// <summary>What became of one invariant along a run.</summary>
/// <param name="Name">Its name in tables, such as "energy-identity".</param>
/// <param name="Drift">The largest departure seen at an accepted point, relative as the invariant defines it; NaN where a point could not be observed.</param>
/// <param name="Bound">What the run's tolerance explains.</param>
/// <param name="Time">When the largest departure was seen, rescaled clock.</param>
public sealed record Invariant(string Name, double Drift, double Bound, double Time)
{
    /// <summary>Whether the drift stayed within the bound; never where it is NaN.</summary>
    public bool Holds => Drift <= Bound;
}
