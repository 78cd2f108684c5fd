using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Uniform points in a ball of matrices in which some entries move, each with the chord through it along one of them.</summary>
internal sealed class BallSampler(Matrix centre, double radius, IReadOnlyList<(int Row, int Column)> free, (int Row, int Column) along, RandomSource random)
{
    private readonly double[] offset = new double[free.Count];

    /// <summary>The point.</summary>
    public Matrix Point { get; } = Matrix.CopyOf(centre.View);

    /// <summary>The entry that moves along the chord.</summary>
    public (int Row, int Column) Entry => along;

    /// <summary>How far the chord goes from the point: the entry less this much …</summary>
    public double Below { get; private set; }

    /// <summary>… to the entry and this much.</summary>
    public double Above { get; private set; }

    /// <summary>Moves to the next point.</summary>
    public void Next()
    {
        for (int k = 0; k < offset.Length; k++)
        {
            offset[k] = random.NextNormal();
        }
        double length = radius * Math.Pow(random.NextDouble(), 1.0 / offset.Length) / VectorOperations.EuclideanNorm(offset);
        double others = 0, moved = 0;
        for (int k = 0; k < offset.Length; k++)
        {
            offset[k] *= length;
            (int row, int column) = free[k];
            if (free[k] == along)
            {
                moved = offset[k];
            }
            else
            {
                others += offset[k] * offset[k];
            }
            Point[row, column] = centre[row, column] + offset[k];
        }
        double half = Math.Sqrt(Math.Max(0, radius * radius - others));
        Below = half + moved;
        Above = half - moved;
    }
}
