using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>Whether a run kept what the exact flow keeps.</summary>
/// <param name="All">Every invariant that this flow has.</param>
/// <param name="Reason">What held and how far it is from its bound, or what did not, with a remedy.</param>
public sealed record Invariants(ImmutableArray<Invariant> All, string Reason)
{
    /// <summary>Whether every one held. False casts doubt on every verdict of the run.</summary>
    public bool Hold => All.All(one => one.Holds);

    /// <summary>The one with a name; null where the flow has no such invariant.</summary>
    public Invariant? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    /// <summary>Sums up what was seen. Times in the sentence are in the rescaled clock.</summary>
    internal static Invariants Of(ImmutableArray<Invariant> all, FlowCoordinates coordinates)
    {
        Invariant[] broken = [.. all.Where(one => !one.Holds)];
        return new(all, all.IsEmpty ? "Undecided: this flow keeps nothing that is watched. A finite depth has a training loss, which never rises."
            : broken.Length == 0 ? $"All {all.Length} held: {string.Join(", ", all.Select(Margin))}."
            : $"{string.Join(", ", broken.Select(Failure))}: the trajectory is not one of this flow to its tolerance. "
                + (coordinates == FlowCoordinates.LogPolar ? "Lower the tolerance." : "Lower the tolerance; if the drift stays, integrate in log-polar coordinates."));
    }

    private static string Margin(Invariant one) => one.Bound == 0
        ? one.Name
        : string.Create(CultureInfo.InvariantCulture, $"{one.Name} to {one.Drift:G2} of {one.Bound:G2}");

    private static string Failure(Invariant one) => double.IsNaN(one.Drift)
        ? string.Create(CultureInfo.InvariantCulture, $"{one.Name} is not known since τ = {one.Time:G4}, where a point could not be observed")
        : one.Bound == 0 ? string.Create(CultureInfo.InvariantCulture, $"{one.Name} changed at τ = {one.Time:G4}")
        : string.Create(CultureInfo.InvariantCulture, $"{one.Name} drifted by {one.Drift:G2} at τ = {one.Time:G4}, {one.Drift / one.Bound:G2} times its bound {one.Bound:G2}");
}
