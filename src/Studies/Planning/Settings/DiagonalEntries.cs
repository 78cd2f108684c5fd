namespace DlnDynamics.Studies;

/// <summary>The present entries of the main diagonal are observed.</summary>
public sealed record DiagonalEntries : ObservedEntries;
