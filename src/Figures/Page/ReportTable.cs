using DlnDynamics.Analysis;

namespace DlnDynamics.Figures;

/// <summary>A table of a report page.</summary>
/// <param name="Title">Heading.</param>
/// <param name="Frame">What it shows; a long one is cut on the page.</param>
/// <param name="File">Where all of it stands, such as "tables/runs.csv".</param>
public sealed record ReportTable(string Title, DataFrame Frame, string File);
