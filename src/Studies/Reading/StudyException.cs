using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>A study cannot be used; every reason at once.</summary>
public sealed class StudyException : Exception
{
    /// <summary>An exception that carries all errors, in the order of their places.</summary>
    public StudyException(ImmutableArray<StudyError> errors)
        : base(string.Join(Environment.NewLine, errors)) => Errors = errors;

    /// <summary>The errors, at least one.</summary>
    public ImmutableArray<StudyError> Errors { get; }
}
