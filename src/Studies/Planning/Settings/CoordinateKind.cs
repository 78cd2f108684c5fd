namespace DlnDynamics.Studies;

/// <summary>The coordinates in which a flow is integrated.</summary>
public enum CoordinateKind
{
    /// <summary>X = U e^H Rᵀ: every depth from 2 on, relative accuracy in every singular value.</summary>
    LogPolar,

    /// <summary>The layers W₁ … W_N themselves: a whole number of them.</summary>
    Layers,

    /// <summary>X entry by entry: the textbook form, and the only one at depth 1.</summary>
    EndToEnd,
}
