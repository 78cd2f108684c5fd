using DlnDynamics.Analysis;

namespace DlnDynamics.Studies;

/// <summary>Descent in discrete time beside the flow: of one run and rule as it is stored, or of a whole study, then with a column <c>key</c> before the others. Study's clock.</summary>
/// <param name="Samples">Columns rule, learning-rate, iteration, time, loss, flow-loss, distance, layer-distance, distance-bound.</param>
/// <param name="Stages">Columns rule, learning-rate, stage, iteration, time, flow-time, gain.</param>
/// <param name="Rules">One row a rule: rule, learning-rate, iterations, time, loss, largest-distance, sharpness, stable-rate, stages, stages-reason, reason.</param>
public sealed record DescentTables(DataFrame Samples, DataFrame Stages, DataFrame Rules)
{
    private const string SamplesFile = "samples.csv", StagesFile = "stages.csv", RulesFile = "rule.csv";

    private static readonly string[] SampleColumns = ["rule", "learning-rate", "iteration", "time", "loss", "flow-loss", "distance", "layer-distance", "distance-bound"];
    private static readonly string[] StageColumns = ["rule", "learning-rate", "stage", "iteration", "time", "flow-time", "gain"];
    private static readonly string[] RuleColumns =
        ["rule", "learning-rate", "iterations", "time", "loss", "largest-distance", "sharpness", "stable-rate", "stages", "stages-reason", "reason"];

    /// <summary>Those of a plan that are stored, in its order.</summary>
    internal static DescentTables From(PlanOutline outline, FolderStore store)
    {
        string[] stored = [.. outline.Descents.Where(name => IsStored(store, name))];
        DataFrame Of(string file, string[] columns) =>
            StackedFrames.Of([.. stored.Select(name => (DescentTask.KeyOf(name), CsvTable.Read(File.ReadAllText(store.DescentOf(name, file)))))], columns);
        return new(Of(SamplesFile, SampleColumns), Of(StagesFile, StageColumns), Of(RulesFile, RuleColumns));
    }

    /// <summary>Whether a task was carried out.</summary>
    internal static bool IsStored(FolderStore store, string name) => File.Exists(store.DescentOf(name, RulesFile));

    /// <summary>Stores what a task made; the file that says that it was done comes last.</summary>
    internal void WriteTo(FolderStore store, string name)
    {
        foreach ((string file, DataFrame frame) in new[] { (SamplesFile, Samples), (StagesFile, Stages), (RulesFile, Rules) })
        {
            AtomicFile.Write(store.DescentOf(name, file), CsvTable.Write(frame));
        }
    }
}
