namespace DlnDynamics.Studies;

/// <summary>One thing wrong with a study file or its data, where, and what would be right.</summary>
/// <param name="File">The file as the user named it, or the argument of the command line.</param>
/// <param name="Line">Line, from 1; 0 for an argument.</param>
/// <param name="Column">Column, from 1: of characters in a study file, of cells in a table.</param>
/// <param name="Path">Dotted path of the key concerned; empty when it concerns the whole file.</param>
/// <param name="Message">A sentence.</param>
public sealed record StudyError(string File, int Line, int Column, string Path, string Message)
{
    /// <summary>"study.yaml(7,12): flow.depth: expected …".</summary>
    public override string ToString() => $"{(Line == 0 || File.StartsWith("--", StringComparison.Ordinal) ? File : $"{File}({Line},{Column})")}: {(Path.Length == 0 ? "" : Path + ": ")}{Message}";
}
