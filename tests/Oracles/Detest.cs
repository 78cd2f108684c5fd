using System.Collections.Immutable;

namespace DlnDynamics.Oracles;

/// <summary>The twenty-five non-stiff problems of DETEST on [0, 20], with their ends.</summary>
/// <remarks>
/// Source: [HEFS72] Table 1; [EP87] for the constants of C5 and the fifty-one points of C4. Ends are closed forms where there are any; the others
/// (A5 as a root; B1, B3, B4, B5, C5, E2, E3) we computed with 30 and more digits, by extrapolation of the midpoint rule to 1e-23. All agree with
/// the ends printed in [EP87] to 1e-12 or better.
/// </remarks>
public static class Detest
{
    public static ImmutableArray<DetestProblem> All { get; } =
        [.. DetestScalar.All, .. DetestSmallSystems.All, .. DetestModerateSystems.All, .. DetestOrbits.All, .. DetestSecondOrder.All];

    public static DetestProblem Named(string name) => All.Single(problem => problem.Name == name);
}
