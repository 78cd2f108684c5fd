namespace DlnDynamics.Integrators;

/// <summary>Keeps the step of an explicit method so far inside its stability interval that what has settled is damped.</summary>
/// <remarks>
/// Left to error control alone, steps grow until the stiffest mode is amplified and its error is a tolerance, and stay there. Each of those
/// errors is allowed; thousands of them, of one sign along a curved set of equilibria, move the solution by any amount. So
/// h·ρ ≤ 0.9 × the interval, where a step damps that mode (to a half with tsitouras5); ρ is the larger of the lower bound that
/// the step just taken gives for nothing and 0.7 times the ρ before it. A mode that is damped away no longer shows in the bound: steps then
/// grow until it shows again, but that is at the size of the smooth part of a step's error and not of the tolerance. A longer memory
/// holds steps back where a spectrum shrinks fast, as after each encounter on an eccentric orbit (docs/design/006).
/// </remarks>
internal sealed class StabilityGuard(double stabilityInterval)
{
    private const double PartOfTheInterval = 0.9;
    private const double Memory = 0.7;

    private double rate;

    /// <summary>The longest step that damps the stiffest mode seen of late; infinity where none was.</summary>
    public double LargestStep => rate > 0 ? PartOfTheInterval * stabilityInterval / rate : double.PositiveInfinity;

    /// <summary>A step was accepted with this product of its length and a lower bound of the dominant eigenvalue.</summary>
    public void Accept(double length, double stepTimesStiffness) => rate = Math.Max(stepTimesStiffness / length, Memory * rate);

    /// <summary>Saves what steps to come depend on, or goes on from it.</summary>
    public void Exchange(StateTransfer transfer) => transfer.Pass(ref rate);
}
