using System.Collections.Concurrent;
using DlnDynamics.Analysis;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Studies;

namespace DlnDynamics.FakeDln;

/// <summary>A runner whose records follow from the settings alone, at once or after a while.</summary>
public sealed class FakeRunner : IRunner
{
    /// <summary>How long a run takes.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>What else happens in a run: throw, cancel, note.</summary>
    public Action<RunSettings>? During { get; init; }

    /// <summary>The return code of a run; "reached-end" unless told otherwise.</summary>
    public Func<RunSettings, string> ReturnCode { get; init; } = _ => "reached-end";

    /// <summary>Keys in the order in which they were run.</summary>
    public ConcurrentQueue<string> Ran { get; } = new();

    public RunRecord Run(RunSettings settings, string key, byte[]? saved, IProgress<double>? modelTime, CancellationToken cancellation)
    {
        Ran.Enqueue(key);
        During?.Invoke(settings);
        modelTime?.Report(1);
        cancellation.WaitHandle.WaitOne(Delay);
        if (cancellation.IsCancellationRequested)
        {
            return new() { Key = key, ReturnCode = "cancelled", Sentence = "The caller asked to stop." };
        }
        // Awkward numbers on purpose: they must survive text.
        double x = settings.Depth.Reciprocal + 0.1 + settings.Start.Scale / 3;
        int count = settings.SampleTimes.Length;
        Matrix limit = new(settings.Problem.Rows, settings.Problem.Columns);
        limit[0, 0] = x;
        return new()
        {
            Key = key,
            ReturnCode = ReturnCode(settings),
            Sentence = "The end of the interval was reached.",
            Summary =
            [
                new("time", settings.Until.Time), new("loss", x * 1e-17), new("gap-rank", 4), new("gap-rank-margin", x), new("limiting-rank", null),
                new("target-rank", 4), new("rate", double.NaN), new("rate-law", "exponential"), new("method", "fake"), new("steps", 12L),
            ],
            Trajectory = new(new Column<double>("time", settings.SampleTimes), new Column<double>("loss", [.. settings.SampleTimes.Select(t => x / (1 + t))]),
                new Column<double>("effective-rank", [.. settings.SampleTimes.Select(t => 1 + (x / (1 + t)))])),
            SingularValues = new(
                new Column<double>("time", settings.SampleTimes), new Column<int>("index", [.. Enumerable.Repeat(1, count)]),
                new Column<double>("value", [.. Enumerable.Repeat(Math.PI * x, count)])),
            Rates = new(new Column<string>("quantity", ["loss"]), new Column<string>("law", ["exponential"]), new Column<double>("rate", [x]),
                new Column<double>("standard-error", [double.NaN]), new Column<double>("tail-start", [1]), new Column<double>("tail-end", [double.PositiveInfinity])),
            Limit = limit,
            Completed = (settings.Problem.Data as MatrixOfFile)?.Matrix,
            Seconds = Random.Shared.NextDouble(),
        };
    }
}
