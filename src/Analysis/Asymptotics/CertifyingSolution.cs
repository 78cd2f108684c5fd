using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>One of the solutions that a certificate compares.</summary>
/// <param name="Coordinates">In which it was integrated.</param>
/// <param name="Tolerance">At which.</param>
/// <param name="Method">What the method chose, in words.</param>
/// <param name="Code">How it ended.</param>
/// <param name="Time">When, in the rescaled clock.</param>
/// <param name="Limit">Its limit; completed only where the integration finished and the tail could be.</param>
public sealed record CertifyingSolution(FlowCoordinates Coordinates, double Tolerance, string Method, ReturnCode Code, double Time, Limit Limit)
{
    /// <summary>"log-polar coordinates at 1e-07".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{NameOf(Coordinates)} at {Tolerance:g2}");

    private static string NameOf(FlowCoordinates coordinates) => coordinates switch
    {
        FlowCoordinates.Layers => "layers",
        FlowCoordinates.EndToEnd => "entries of X",
        _ => "log-polar coordinates",
    };
}
