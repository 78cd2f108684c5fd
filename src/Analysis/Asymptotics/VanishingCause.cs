namespace DlnDynamics.Analysis;

/// <summary>Why a mode goes to zero. The default value is <see cref="ZeroTarget"/>.</summary>
public enum VanishingCause
{
    /// <summary>Its target is zero: the gradient along it vanishes with it.</summary>
    ZeroTarget,

    /// <summary>The gradient goes on pushing it through zero, as where the determinant has the wrong sign.</summary>
    Push,
}
