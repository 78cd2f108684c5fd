namespace DlnDynamics.Cli;

/// <summary>What the program tells the shell.</summary>
internal static class ExitCode
{
    public const int Done = 0;
    public const int Unfinished = 1;
    public const int BadInput = 2;
    public const int Cancelled = 3;
    public const int Fault = 4;
}
