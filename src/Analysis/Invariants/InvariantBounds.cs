namespace DlnDynamics.Analysis;

/// <summary>How much drift a run's tolerance explains; measured over every method: docs/design/010-invariants.md.</summary>
internal static class InvariantBounds
{
    /// <summary>The bound of every relative drift at a tolerance.</summary>
    public static double Drift(double tolerance) => 1e3 * tolerance;
}
