namespace DlnDynamics.Cli;

/// <summary>Where the program writes: results to one stream, everything else to the other.</summary>
/// <param name="Output">Results only.</param>
/// <param name="Error">Progress, notes, errors.</param>
/// <param name="ErrorIsTerminal">Whether somebody watches the second stream, so that a bar may move.</param>
public sealed record Terminal(TextWriter Output, TextWriter Error, bool ErrorIsTerminal);
