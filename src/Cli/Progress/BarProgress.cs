using DlnDynamics.Studies;
using Spectre.Console;

namespace DlnDynamics.Cli;

/// <summary>A moving bar, for a terminal.</summary>
internal sealed class BarProgress(TextWriter error) : IProgressDisplay
{
    private readonly Forecast forecast = new(TimeProvider.System);
    private ProgressTask? task;

    public T During<T>(Func<T> work) => AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(error) })
        .Progress()
        .AutoClear(enabled: true)
        .Columns(new ProgressBarColumn(), new PercentageColumn(), new TaskDescriptionColumn { Alignment = Justify.Left })
        .Start(context =>
        {
            task = context.AddTask("reading what is stored", maxValue: 1);
            return work();
        });

    public void Begin(IReadOnlyList<PlanRow> pending, int stored)
    {
        forecast.Begin(pending);
        Show();
    }

    public void Advance(PlanRow run, double modelTime, double? endTime)
    {
        forecast.Advance(run, modelTime, endTime);
        Show();
    }

    public void Finish(PlanRow run, RunRecord record)
    {
        if (record.ReturnCode != RunOutcome.Cancelled)
        {
            forecast.Finish(run);
        }
        Show();
    }

    private void Show()
    {
        if (task is { } shown)
        {
            shown.Value = forecast.Fraction;
            shown.Description = Markup.Escape(forecast.Sentence);
        }
    }
}
