using System.Globalization;
using System.Text;

namespace DlnDynamics.Studies.Tests;

/// <summary>What a plan says of time, from settings alone.</summary>
public sealed class CostModelSays : IDisposable
{
    private readonly TemporaryFolder folder = new();

    /// <summary>6000 entries of a 1500 × 1500 matrix, four a row.</summary>
    public CostModelSays()
    {
        StringBuilder triplets = new("row,column,value\n");
        for (int k = 0; k < 6000; k++)
        {
            triplets.Append(CultureInfo.InvariantCulture, $"{k % 1500},{(7 * k + k / 1500) % 1500},1\n");
        }
        folder.Write("data.csv", triplets.ToString());
    }

    public void Dispose() => folder.Dispose();

    /// <summary>In log-polar coordinates a list of entries is gone through for each mode; entry by entry X is formed, which costs far more.</summary>
    [Fact]
    public void That_a_sparse_completion_costs_by_entries_and_modes()
    {
        double few = Seconds("rank: 4", "log-polar"), many = Seconds("rank: 16", "log-polar"), half = Seconds("rank: 4", "log-polar", "observed: { fraction: 0.5 }"), dense = Seconds("rank: 4", "end-to-end");
        Assert.InRange(many / few, 4, 16);
        Assert.InRange(half / few, 0.5, 0.95);
        Assert.InRange(dense / few, 1000, 1e6);
    }

    private double Seconds(string rank, string coordinates, string data = "scale: 1") => RunPlan.Of(StudyFile.Read(folder.Write("study.yaml", $$"""
        study: cost
        problem: { completion: { matrix: data.csv, layout: triplets, {{data}} } }
        flow: { depth: 2, coordinates: {{coordinates}}, start: { balanced-low-rank: { {{rank}}, scale: 1e-2 } } }
        integrate: { until: { time: 50 } }
        """))).Outline.Rows[0].EstimatedSeconds;
}
