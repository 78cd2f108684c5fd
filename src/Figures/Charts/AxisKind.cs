namespace DlnDynamics.Figures;

/// <summary>How the values of an axis become places.</summary>
public enum AxisKind
{
    /// <summary>Equal differences take equal room; 0 need not be shown.</summary>
    Linear,

    /// <summary>Equal ratios take equal room.</summary>
    Logarithmic,

    /// <summary>Each value has a place of its own, in the order in which they first occur.</summary>
    Categories,
}
