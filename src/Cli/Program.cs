using System.Text;
using DlnDynamics.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using CancellationTokenSource cancellation = new();
Console.CancelKeyPress += (_, signal) =>
{
    // The first asks to stop; the second is the system's, which does not ask.
    signal.Cancel = !cancellation.IsCancellationRequested;
    Console.Error.WriteLine("Stopping at the next accepted step; press Ctrl-C again to quit at once.");
    cancellation.Cancel();
};
Terminal terminal = new(Console.Out, Console.Error, !Console.IsErrorRedirected);
return new Application(new PlaceholderRunner(), _ => (true, "The derivatives of the loss were not tested."), terminal, cancellation.Token).Run(args);
