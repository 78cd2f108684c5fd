namespace DlnDynamics.Studies;

/// <summary>What the data are divided by.</summary>
public abstract record DataScale;
