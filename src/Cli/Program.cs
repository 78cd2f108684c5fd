using System.Text;
using DlnDynamics.Cli;
using DlnDynamics.Studies;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using StopSignals signals = new(Console.Error);
Terminal terminal = new(Console.Out, Console.Error, !Console.IsErrorRedirected);
return new Application(new SingleRun(), DerivativeCheck.Of, terminal, signals.Token).Run(args);
