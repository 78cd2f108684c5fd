using DlnDynamics.Analysis;
using DlnDynamics.Integrators;

namespace DlnDynamics.Studies;

/// <summary>What a run that was stopped early leaves for the next session: the checkpoint of its integration and what its sinks have seen.</summary>
/// <remarks>The tables of the run continued are those of the run undisturbed, byte for byte.</remarks>
internal sealed class RunSession
{
    private readonly string key;
    private readonly QuantityRecorder recorder;
    private readonly ModeHistory history;
    private readonly InvariantMonitor monitor;
    private string format = RunKey.FormatVersion;
    private string savedKey;
    private double seconds;
    private byte[] checkpoint = [];

    /// <summary>The first session of a run, or a later one before <see cref="TakeUp"/>.</summary>
    public RunSession(string key, QuantityRecorder recorder, ModeHistory history, InvariantMonitor monitor)
    {
        (this.key, this.recorder, this.history, this.monitor) = (key, recorder, history, monitor);
        savedKey = key;
    }

    /// <summary>Wall time of the sessions before this one.</summary>
    public double EarlierSeconds => seconds;

    /// <summary>Takes up what an earlier session left.</summary>
    /// <exception cref="InvalidDataException">It does not fit this run, or is damaged.</exception>
    public Checkpoint TakeUp(byte[] saved)
    {
        StateTransfer.Load(saved, Exchange);
        return format == RunKey.FormatVersion && savedKey == key ? Checkpoint.FromBytes(checkpoint) : throw new InvalidDataException(
            $"It is of run {savedKey} in format {format}, not of {key} in {RunKey.FormatVersion}.");
    }

    /// <summary>What the next session needs; null where the run is finished or never began.</summary>
    /// <param name="result">How the integration ended.</param>
    /// <param name="secondsSoFar">Wall time of all sessions so far.</param>
    /// <param name="isJudged">Whether the run was judged; one that was cancelled after its end, before its verdicts, is taken up at its end.</param>
    public byte[]? Leave(IntegrationResult result, double secondsSoFar, bool isJudged = true)
    {
        ArgumentNullException.ThrowIfNull(result);
        if (result.Checkpoint is null || (isJudged && result.Code is not (ReturnCode.Cancelled or ReturnCode.WallTimeReached)))
        {
            return null;
        }
        checkpoint = result.Checkpoint.ToBytes();
        seconds = secondsSoFar;
        return StateTransfer.Save(Exchange);
    }

    private void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref format);
        transfer.Pass(ref savedKey);
        transfer.Pass(ref seconds);
        transfer.Pass(ref checkpoint);
        recorder.Exchange(transfer);
        history.Exchange(transfer);
        monitor.Exchange(transfer);
    }
}
