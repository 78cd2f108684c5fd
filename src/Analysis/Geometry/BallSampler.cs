using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Uniform points in a ball of matrices in which some entries move, each with a random chord along one of these entries.</summary>
internal sealed class BallSampler(Matrix centre, double radius, IReadOnlyList<(int Row, int Column)> free, RandomSource random)
{
    private readonly double[] offset = new double[free.Count];

    /// <summary>The point.</summary>
    public Matrix Point { get; } = Matrix.CopyOf(centre.View);

    /// <summary>The entry that moves along the chord.</summary>
    public (int Row, int Column) Entry { get; private set; }

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
        int moving = random.NextInteger(offset.Length);
        double others = 0;
        for (int k = 0; k < offset.Length; k++)
        {
            offset[k] *= length;
            others += k == moving ? 0 : offset[k] * offset[k];
            (int row, int column) = free[k];
            Point[row, column] = centre[row, column] + offset[k];
        }
        double half = Math.Sqrt(Math.Max(0, radius * radius - others));
        Entry = free[moving];
        Below = half + offset[moving];
        Above = half - offset[moving];
    }
}
