namespace DlnDynamics.Studies;

/// <summary>Every present entry is observed.</summary>
public sealed record AllEntries : ObservedEntries;
