namespace DlnDynamics.Dynamics;

/// <summary>The sign of det X(0) that a random square start is to have. The default value is <see cref="Any"/>.</summary>
public enum StartSign
{
    /// <summary>As it comes.</summary>
    Any,

    /// <summary>det X(0) &gt; 0.</summary>
    Positive,

    /// <summary>det X(0) &lt; 0.</summary>
    Negative,
}
