using System.Globalization;
using DlnDynamics.Cli;
using DlnDynamics.FakeDln;

// The real command line around a runner that only pretends, so that tests can stop and kill a process in the middle of a study.
int delay = int.Parse(Environment.GetEnvironmentVariable("FAKE_DLN_DELAY") ?? "0", CultureInfo.InvariantCulture);
using StopSignals signals = new(Console.Error);
Terminal terminal = new(Console.Out, Console.Error, ErrorIsTerminal: false);
return new Application(new FakeRunner { Delay = TimeSpan.FromMilliseconds(delay) }, _ => (true, "pretended"), terminal, signals.Token).Run(args);
