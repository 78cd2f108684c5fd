using System.Runtime.InteropServices;
using System.Text;
using DlnDynamics.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using CancellationTokenSource cancellation = new();
void Stop(PosixSignalContext signal)
{
    // The first asks to stop; the second is the system's, which does not ask.
    if (!cancellation.IsCancellationRequested)
    {
        signal.Cancel = true;
        Console.Error.WriteLine("Stopping at the next accepted step; press Ctrl-C again to quit at once.");
        cancellation.Cancel();
    }
}

using PosixSignalRegistration interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
using PosixSignalRegistration terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
Terminal terminal = new(Console.Out, Console.Error, !Console.IsErrorRedirected);
return new Application(new PlaceholderRunner(), _ => (true, "The derivatives of the loss were not tested."), terminal, cancellation.Token).Run(args);
