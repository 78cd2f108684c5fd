namespace DlnDynamics.Studies;

/// <summary>The clock in which times and rates of a study are stated.</summary>
public enum ClockKind
{
    /// <summary>dX/dt = −Â_N(E′), with 1/N inside, so that infinite depth has a limit.</summary>
    Rescaled,

    /// <summary>dW_p/dt = −∂E/∂W_p: N times faster than the rescaled clock.</summary>
    Layers,
}
