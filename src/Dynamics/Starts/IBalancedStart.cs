namespace DlnDynamics.Dynamics;

/// <summary>A start X(0) of a balanced network: the same end-to-end matrix at every depth.</summary>
public interface IBalancedStart
{
    /// <summary>The factors of X(0) for m × n matrices.</summary>
    /// <exception cref="ArgumentException">There is no such start of that shape.</exception>
    PolarFactors At(int rows, int columns);
}
