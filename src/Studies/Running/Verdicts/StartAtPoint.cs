using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>X(0) by the modes of a point of a trajectory, none of them zero.</summary>
internal sealed record StartAtPoint(FlowState Point) : IBalancedStart
{
    /// <inheritdoc/>
    public PolarFactors At(int rows, int columns) => Point.Rows == rows && Point.Columns == columns
        ? new(Matrix.CopyOf(Point.Left.View), Matrix.Diagonal(Point.LogSigma), Matrix.CopyOf(Point.Right.View))
        : throw new ArgumentException($"The point is {Point.Rows} × {Point.Columns}, the problem {rows} × {columns}.", nameof(rows));
}
