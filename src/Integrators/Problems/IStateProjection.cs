namespace DlnDynamics.Integrators;

/// <summary>Pulls a state back onto a set that the exact flow never leaves, such as matrices with orthonormal columns.</summary>
public interface IStateProjection
{
    /// <summary>Projects y in place if it lies farther from the set than <paramref name="tolerance"/>; says whether it did.</summary>
    bool TryProject(Span<double> y, double tolerance);
}
