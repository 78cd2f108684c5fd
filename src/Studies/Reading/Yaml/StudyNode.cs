namespace DlnDynamics.Studies;

/// <summary>A piece of a study file that knows where it stood.</summary>
internal abstract record StudyNode(Place Place)
{
    /// <summary>What the piece is, in words for an error message.</summary>
    public abstract string Description { get; }
}
