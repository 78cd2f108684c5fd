namespace DlnDynamics.Figures;

/// <summary>What stands for the rows of a chart's layer.</summary>
public enum ChartMark
{
    /// <summary>A line through the rows of a series, in their order.</summary>
    Line,

    /// <summary>A thin grey dashed line: a theory or a bound beside what was measured, without an entry in the legend.</summary>
    Reference,

    /// <summary>A line that keeps each row's value up to the next: the outline of a histogram.</summary>
    Steps,

    /// <summary>A dot a row.</summary>
    Points,

    /// <summary>A filled cell a row, with the name of its series in it: a phase diagram. Both axes are categories.</summary>
    Cells,
}
