using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies.Tests;

/// <summary>Geometry along the trajectories of a study: recorded where it exists, an empty column and a note where it does not.</summary>
public sealed class GeometryOfRuns : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Is_recorded_and_what_a_depth_does_not_have_stays_empty_with_a_note()
    {
        Study study = SampleStudy.Read(
            folder, "depth=[2, 2.5, infinite]", "until.time=10", "record.times=[1, 10]", "quantities=[log-volume, entropy, metric-condition, speed, sharpness]");
        string[] empty = ["entropy at 2.5", "sharpness at 2.5", "log-volume at infinite", "entropy at infinite", "sharpness at infinite"];
        Assert.Equal(
            empty.Select(one => one.Replace(" at ", " stays empty at depth ", StringComparison.Ordinal)),
            study.Notes.Where(note => note.Contains("stays empty", StringComparison.Ordinal)).Select(note => note.Split(": ")[0]));
        Assert.Contains(study.Notes, note => note.EndsWith(VolumeForm.Obstacle(Depth.Infinite, new(3, 2, 2))!, StringComparison.Ordinal));
        foreach (StudyRun run in study.Runs)
        {
            RunRecord record = new SingleRun().Run(run.Settings, "key", null, null, TestContext.Current.CancellationToken);
            Assert.True(RunOutcome.IsFinished(record.ReturnCode), record.Sentence);
            foreach (string name in run.Settings.Quantities)
            {
                Column<double> column = (Column<double>)record.Trajectory.Columns.Single(one => one.Name == name);
                bool isEmpty = empty.Contains($"{name} at {run.Settings.Depth}");
                Assert.Equal(2, column.Values.Length);
                Assert.All(column.Values, value => Assert.Equal(isEmpty, !double.IsFinite(value)));
            }
        }
    }

    [Fact]
    public void Knows_the_rank_that_the_start_states()
    {
        string[] plain = ["depth=infinite", "start={ balanced-orthogonal: { scale: 1e-3 } }", "quantities=[log-volume]"];
        string[] low = ["depth=infinite", "start={ balanced-low-rank: { rank: 1 } }", "quantities=[log-volume]"];
        string data = SampleStudy.In(folder, data: "1,2\n3,\n");
        Assert.StartsWith("data.csv: ", Assert.Single(StudyFile.Read(data, plain).Notes), StringComparison.Ordinal);
        Assert.Contains(StudyFile.Read(data, low).Notes, note => note.Contains("rank 1 of 2 × 2", StringComparison.Ordinal));
    }
}
