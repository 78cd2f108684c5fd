using System.Runtime.InteropServices;

namespace DlnDynamics.Cli;

/// <summary>Ctrl-C and SIGTERM as a cancellation: the first asks to stop, the second is the system's and does not ask.</summary>
public sealed class StopSignals : IDisposable
{
    private readonly CancellationTokenSource cancellation = new();
    private readonly PosixSignalRegistration interrupt;
    private readonly PosixSignalRegistration terminate;

    /// <summary>Listens from now on.</summary>
    /// <param name="error">Is told that the program will stop.</param>
    public StopSignals(TextWriter error)
    {
        void Stop(PosixSignalContext signal)
        {
            if (!cancellation.IsCancellationRequested)
            {
                signal.Cancel = true;
                error.WriteLine("Stopping at the next accepted step; press Ctrl-C again to quit at once.");
                cancellation.Cancel();
            }
        }

        interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => cancellation.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        interrupt.Dispose();
        terminate.Dispose();
        cancellation.Dispose();
    }
}
