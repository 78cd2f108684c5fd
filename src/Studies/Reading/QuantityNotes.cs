using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies;

/// <summary>Which recorded quantities stay empty in which runs, and why: the runs are right all the same.</summary>
internal static class QuantityNotes
{
    /// <summary>A sentence for every quantity and reason, once.</summary>
    public static IEnumerable<string> Of(IEnumerable<RunSettings> runs) => runs
        .SelectMany(run => run.Quantities.Select(name => (run.Depth, Name: name, Reason: Obstacle(name, run))))
        .Where(found => found.Reason is not null)
        .Select(found => $"{found.Name} stays empty at depth {found.Depth}: {found.Reason}")
        .Distinct();

    private static string? Obstacle(string quantity, RunSettings run) => quantity switch
    {
        "log-volume" => VolumeForm.Obstacle(run.Depth, StratumOf(run)),
        "entropy" => FiberEntropy.Obstacle(run.Depth),
        "sharpness" => Sharpness.Obstacle(run.Depth),
        _ => null,
    };

    // Of a start from a file the rank is known only when it is read; it is taken as full.
    private static RankStratum StratumOf(RunSettings run)
    {
        (int rows, int columns) = (run.Problem.Rows, run.Problem.Columns);
        int full = Math.Min(rows, columns);
        return new(rows, columns, run.Start is LowRankSettings { Rank: var rank } ? Math.Min(rank, full) : full);
    }
}
