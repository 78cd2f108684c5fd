using System.Collections.Immutable;
using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>The road: plan, run what is missing, report. Nothing goes back.</summary>
/// <param name="runner">Carries out one run.</param>
public sealed class StudyPipeline(IRunner runner)
{
    /// <summary>Runs a study into a folder, resuming what is there. A complete folder is left as it is, to the last byte.</summary>
    /// <returns>The report; null when cancelled, everything finished being kept.</returns>
    /// <exception cref="FolderInUseException">Another process is writing to the folder.</exception>
    public StudyReport? Run(Study study, string folder, int jobs, IExecutionObserver? observer, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(study);
        RunPlan plan = RunPlan.Of(study);
        FolderStore store = new(Path.GetFullPath(folder));
        RunExecutor executor = new(runner, store);
        ImmutableArray<int> pending = executor.Pending(plan);
        ImmutableArray<(string Name, string Label, ProblemSettings Problem)> baselines = [.. BaselineTable.Of(study).Where(one => !File.Exists(store.BaselinesOf(one.Name)))];
        ImmutableArray<DescentTask> descents = DescentTask.Of(study);
        if (pending.IsEmpty && baselines.IsEmpty && !descents.Any(IsMissing) && File.Exists(store.PathOf("manifest.json")))
        {
            Describe(study, plan, store);
            return Report(store);
        }
        using IDisposable hold = store.Lock();
        store.RemoveUnfinished();
        Describe(study, plan, store);
        DateTimeOffset started = TimeProvider.System.GetUtcNow();
        // Asked again, now that nobody else writes.
        executor.Execute(plan, executor.Pending(plan), jobs, observer, cancellation);
        if (cancellation.IsCancellationRequested && executor.Pending(plan).Any(i => store.ReturnCodeOf(plan.Outline.Rows[i].Key) == RunOutcome.NotRun))
        {
            return null;
        }
        foreach ((string name, string label, ProblemSettings of) in baselines)
        {
            (DataFrame table, ImmutableArray<(string Name, NamedMatrix Matrix)> completed) = BaselineTable.Make(of, label, study.Baselines);
            foreach ((string method, NamedMatrix matrix) in completed)
            {
                AtomicFile.Write(store.BaselinesOf(name, method), CompletedTable.Write(matrix));
            }
            // Last, for where the table is nothing is made again.
            AtomicFile.Write(store.BaselinesOf(name), CsvTable.Write(table));
        }
        try
        {
            Parallel.ForEach(
                descents.Where(IsMissing).ToArray(), new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation },
                one => one.Make(store, cancellation).WriteTo(store, one.Name));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            return null;
        }
        StudyReport report = Report(store);
        AtomicFile.Write(store.PathOf("manifest.json"), Manifest.Write(study, started, TimeProvider.System.GetUtcNow()));
        return report;

        // A run that did not come to its end has no flow to stand beside.
        bool IsMissing(DescentTask one) => RunOutcome.IsFinished(store.ReturnCodeOf(one.Key)) && !DescentTables.IsStored(store, one.Name);
    }

    private static void Describe(Study study, RunPlan plan, FolderStore store)
    {
        AtomicFile.Write(store.PathOf("study.yaml"), study.ResolvedFor(store.Folder));
        AtomicFile.Write(store.PathOf("plan.json"), PlanJson.Write(plan.Outline));
    }

    private static StudyReport Report(FolderStore store)
    {
        StudyReport report = StudyReport.Of(store);
        report.Write();
        return report;
    }
}
