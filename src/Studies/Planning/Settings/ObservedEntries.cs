namespace DlnDynamics.Studies;

/// <summary>Which of the present entries a completion loss observes.</summary>
public abstract record ObservedEntries;
