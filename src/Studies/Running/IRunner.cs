namespace DlnDynamics.Studies;

/// <summary>Carries out one run: from settings to record. Reads no file and no global; may be called from several threads.</summary>
public interface IRunner
{
    /// <summary>Integrates and judges one run.</summary>
    /// <param name="settings">The run.</param>
    /// <param name="key">Its key, copied into the record.</param>
    /// <param name="saved">What an earlier session of this run left; null: begin at the beginning. What does not fit is not used.</param>
    /// <param name="modelTime">Told the time reached, in the study's clock, now and then.</param>
    /// <param name="cancellation">Asks to stop at the next accepted step; the record then says "cancelled", or an exception is thrown.</param>
    RunRecord Run(RunSettings settings, string key, byte[]? saved, IProgress<double>? modelTime, CancellationToken cancellation);
}
