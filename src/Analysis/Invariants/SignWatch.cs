using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>The sign of det X stays on balanced squares of full rank at depth 2 and more: drift 1 where it was seen changed, else 0.</summary>
/// <remarks>Where rounding decides the sign, nothing is said. Source: [CMV23] §2.</remarks>
internal sealed class SignWatch(FlowState start) : InvariantWatch("determinant-sign", aStep: 0)
{
    private readonly DeterminantSign sign = new();
    private readonly double atStart = new DeterminantSign().Measure(start);

    protected override double Drift(FlowState point, ReadOnlySpan<double> y) => sign.Measure(point) == -atStart ? 1 : 0;
}
