namespace DlnDynamics.Studies;

/// <summary>A key, where it stood, and its value.</summary>
internal sealed record MappingEntry(string Key, Place Place, StudyNode Value);
