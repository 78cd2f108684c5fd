using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>One point of a sweep: the study with a single value everywhere, and what was chosen on each axis.</summary>
/// <param name="Node">The study, or a part of it, without axes.</param>
/// <param name="Choices">Path and chosen value of each axis, in the order of the file.</param>
internal sealed record SweepPoint(StudyNode Node, ImmutableArray<(string Path, string Value)> Choices);
