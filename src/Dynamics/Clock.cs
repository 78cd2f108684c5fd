namespace DlnDynamics.Dynamics;

/// <summary>Which of the two normalisations of operator, metric and volume is meant; docs/NOTATION.md compares them.</summary>
public enum Clock
{
    /// <summary>τ = N·t, operator Â = A/N, metric ĝ = N·g: the one that has a limit at infinite depth.</summary>
    Rescaled,

    /// <summary>t = τ/N, operator A = N·Â, metric g: gradient flow of the layers at unit rate. Not at infinite depth.</summary>
    Layers,
}
