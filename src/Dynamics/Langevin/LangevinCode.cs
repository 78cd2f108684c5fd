namespace DlnDynamics.Dynamics;

/// <summary>Whether a Langevin path can be believed. The default value is <see cref="Sound"/>.</summary>
public enum LangevinCode
{
    /// <summary>Nothing was wrong so far.</summary>
    Sound,

    /// <summary>The force alone would have changed a singular value by more than e², or turned the singular vectors against each other by more than 1 radian, in one step: the path stays where it was and goes no further.</summary>
    StepTooLong,

    /// <summary>A number was not finite: the path stays at its last good state and goes no further.</summary>
    NonFinite,
}
