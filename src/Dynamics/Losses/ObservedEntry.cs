namespace DlnDynamics.Dynamics;

/// <summary>One observed entry of a matrix.</summary>
/// <param name="Row">Its row, counted from 0.</param>
/// <param name="Column">Its column, counted from 0.</param>
/// <param name="Value">What was observed.</param>
/// <param name="Weight">How much its squared error counts; positive.</param>
public readonly record struct ObservedEntry(int Row, int Column, double Value, double Weight = 1);
