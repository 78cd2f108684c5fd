using DlnDynamics.Oracles;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Volume and entropy at the golden point, to the digits that the owner's notes print (MATH.md §7).</summary>
public sealed class GoldenGeometryTests
{
    private static readonly SpectralPoint Start = SpectralPoint.Of(GoldenProblem.Start);

    [Fact]
    public void The_volume_form_has_its_golden_values()
    {
        foreach ((Depth depth, double layers, double rescaled) in GoldenProblem.LogVolumes)
        {
            Assert.Equal(rescaled, VolumeForm.LogDensity(depth, Start.LogSigma, 3, 3), 1e-14 * 4);
            if (!double.IsNaN(layers))
            {
                Assert.Equal(layers, VolumeForm.LogDensity(depth, Start.LogSigma, 3, 3, Clock.Layers), 1e-14 * 4);
            }
        }
    }

    [Fact]
    public void The_volume_form_in_frame_coordinates_has_its_golden_values()
    {
        foreach ((Depth depth, double value) in GoldenProblem.LogFrameVolumes)
        {
            Assert.Equal(value, VolumeForm.LogFrameDensity(depth, Start.LogSigma, 3, 3), 1e-14 * 4);
        }
    }

    [Fact]
    public void The_entropy_has_its_golden_values()
    {
        foreach ((Depth depth, double value) in GoldenProblem.Entropies)
        {
            Assert.Equal(value, FiberEntropy.Of(depth, Start.LogSigma), 1e-14 * 30);
        }
    }
}
