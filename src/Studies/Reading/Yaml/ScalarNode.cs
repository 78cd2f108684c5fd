namespace DlnDynamics.Studies;

/// <summary>A single value; plain when it stood without quotes, as numbers do.</summary>
internal sealed record ScalarNode(Place Place, string Text, bool IsPlain = true) : StudyNode(Place)
{
    public bool IsEmpty => IsPlain && Text is "" or "~" or "null";

    public override string Description => IsEmpty ? "nothing" : IsPlain ? $"\"{Text}\"" : $"\"{Text}\" in quotes";
}
