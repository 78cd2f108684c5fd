using System.Text;
using DlnDynamics.Cli;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using StopSignals signals = new(Console.Error);
Terminal terminal = new(Console.Out, Console.Error, !Console.IsErrorRedirected);
return new Application(new PlaceholderRunner(), _ => (true, "The derivatives of the loss were not tested."), terminal, signals.Token).Run(args);
