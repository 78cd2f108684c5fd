namespace DlnDynamics.Dynamics;

/// <summary>The unknowns in which a flow is integrated. The default value is <see cref="LogPolar"/>.</summary>
public enum FlowCoordinates
{
    /// <summary>X = U·e^H·Rᵀ: relative accuracy in every mode.</summary>
    LogPolar,

    /// <summary>The layers themselves.</summary>
    Layers,

    /// <summary>The entries of X.</summary>
    EndToEnd,
}
