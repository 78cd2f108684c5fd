using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;

namespace DlnDynamics.Studies;

/// <summary>Carries out what is not yet stored of a plan: parallel over runs, each stored as soon as it ends.</summary>
/// <param name="runner">Carries out one run.</param>
/// <param name="store">Keeps the records.</param>
public sealed class RunExecutor(IRunner runner, FolderStore store)
{
    /// <summary>The rows of a plan that are not stored, or whose repetition could end otherwise; each key once, in the order of the plan.</summary>
    public ImmutableArray<int> Pending(RunPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        return
        [
            .. Enumerable.Range(0, plan.Settings.Length)
                .DistinctBy(i => plan.Outline.Rows[i].Key)
                .Where(i => RunOutcome.IsWorthRepeating(store.ReturnCodeOf(plan.Outline.Rows[i].Key)))
        ];
    }

    /// <summary>Runs the pending rows. A run that throws becomes a failed record; of a cancelled one only what it takes to go on is kept; neither stops the others.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="pending">What <see cref="Pending"/> returned.</param>
    /// <param name="jobs">Number of runs at a time.</param>
    /// <param name="observer">Is told of progress.</param>
    /// <param name="cancellation">Ends the runs under way and starts no more.</param>
    public void Execute(RunPlan plan, ImmutableArray<int> pending, int jobs, IExecutionObserver? observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentOutOfRangeException.ThrowIfLessThan(jobs, 1);
        ImmutableArray<PlanRow> rows = plan.Outline.Rows;
        observer?.Begin([.. pending.Select(i => rows[i])], rows.DistinctBy(row => row.Key).Count() - pending.Length);
        // The longest first, one at a time to each worker: so the workers end together.
        OrderablePartitioner<int> queue = Partitioner.Create(
            pending.OrderByDescending(i => rows[i].EstimatedSeconds), EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(queue, new ParallelOptions { MaxDegreeOfParallelism = jobs }, i =>
        {
            if (cancellation.IsCancellationRequested)
            {
                return;
            }
            RunRecord record = Run(plan.Settings[i], rows[i], observer, cancellation);
            if (record.ReturnCode != RunOutcome.Cancelled)
            {
                store.Write(record, plan.Settings[i]);
            }
            store.KeepUnfinished(record);
            observer?.Finish(rows[i], record);
        });
    }

    private RunRecord Run(RunSettings settings, PlanRow row, IExecutionObserver? observer, CancellationToken cancellation)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            return runner.Run(settings, row.Key, store.ReadUnfinished(row.Key), observer is null ? null : new RunProgress(observer, row, settings.Until.Time), cancellation);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return new() { Key = row.Key, ReturnCode = RunOutcome.Cancelled, Sentence = "The run was cancelled." };
        }
#pragma warning disable CA1031 // one run's fault, whatever it is, must not take the other runs with it
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new()
            {
                Key = row.Key,
                ReturnCode = RunOutcome.Failed,
                Sentence = $"The run failed: {exception.GetType().Name}: {exception.Message}",
                Seconds = Stopwatch.GetElapsedTime(start).TotalSeconds,
                Fault = exception.ToString(),
            };
        }
    }
}
