namespace DlnDynamics.Studies;

/// <summary>The initial state of a run.</summary>
/// <param name="Scale">Size of the start: of X(0) when balanced, of each layer otherwise.</param>
public abstract record StartSettings(double Scale);
