using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>A list.</summary>
internal sealed record ListNode(Place Place, ImmutableArray<StudyNode> Items) : StudyNode(Place)
{
    public override string Description => "a list";
}
