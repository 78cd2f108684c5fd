using System.Collections.Immutable;

namespace DlnDynamics.WorkPrecision;

/// <summary>The work that a method needs for an error: the lower envelope of its measured points, straight between them on logarithmic axes.</summary>
internal sealed class WorkCurve
{
    private readonly ImmutableArray<(double Error, double Work)> front;

    private WorkCurve(ImmutableArray<(double Error, double Work)> front) => this.front = front;

    /// <summary>The curve through points of positive error and work; a point that another beats in both is left out.</summary>
    public static WorkCurve Through(IEnumerable<(double Error, double Work)> points)
    {
        List<(double Error, double Work)> best = [];
        foreach ((double error, double work) in points.OrderBy(point => point.Work).ThenBy(point => point.Error))
        {
            if (best.Count == 0 || error < best[^1].Error)
            {
                best.Add((error, work));
            }
        }
        best.Reverse();
        return new([.. best]);
    }

    /// <summary>
    /// The work for an error at most this: at larger errors than any measured that of the cheapest point, at smaller ones NaN, for nothing
    /// says that the method gets there.
    /// </summary>
    public double WorkAt(double error)
    {
        if (front.IsEmpty || !(error >= front[0].Error))
        {
            return double.NaN;
        }
        for (int i = 1; i < front.Length; i++)
        {
            if (error < front[i].Error)
            {
                double share = Math.Log(error / front[i - 1].Error) / Math.Log(front[i].Error / front[i - 1].Error);
                return front[i - 1].Work * Math.Pow(front[i].Work / front[i - 1].Work, share);
            }
        }
        return front[^1].Work;
    }
}
