using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>The entries that a mask file marks with 1 are observed; all of them are present.</summary>
/// <param name="IsObserved">m·n marks, column after column.</param>
/// <param name="Sha256">Hash of the bytes of the mask file.</param>
public sealed record MaskedEntries(ImmutableArray<bool> IsObserved, string Sha256) : ObservedEntries
{
    /// <summary>Which array of that file; null where it holds only one, or the study states none.</summary>
    public string? Array { get; init; }
}
