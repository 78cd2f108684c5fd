namespace DlnDynamics.Studies;

/// <summary>What is wrong with the contents of a data file, as a sentence, with line and column where it has lines.</summary>
internal sealed class DataFormatException(string message, int line = 1, int column = 1) : FormatException(message)
{
    public int Line { get; } = line;

    public int Column { get; } = column;
}
