using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>End-to-end matrices of one depth along the rescaled clock, for comparison with other depths from the same start.</summary>
/// <param name="Depth">Number of layers, or infinity.</param>
/// <param name="Times">Rescaled times, increasing; infinity stands for the limit.</param>
/// <param name="Points">X at each of them, m × n.</param>
public sealed record DepthPath(Depth Depth, ImmutableArray<double> Times, ImmutableArray<Matrix> Points)
{
    /// <summary>X at a time; null where the path has no such time.</summary>
    public Matrix? At(double time)
    {
        int index = Times.BinarySearch(time);
        return index < 0 ? null : Points[index];
    }
}
