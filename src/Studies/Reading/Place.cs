namespace DlnDynamics.Studies;

/// <summary>A place in a file.</summary>
/// <param name="File">The file as the user named it.</param>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1: of characters in a study file, of cells in a table.</param>
public readonly record struct Place(string File, int Line, int Column)
{
    /// <summary>"study.yaml(7,12)".</summary>
    public override string ToString() => $"{File}({Line},{Column})";
}
