using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;

namespace DlnDynamics.Analysis;

/// <summary>dE/dτ = −⟨G, Â(G)⟩: what the loss has lost is what the flow has spent, |E(τ) − E(0) + ∫⟨G, Â(G)⟩dτ| relative to the problem's loss, or to how far below zero it has been.</summary>
/// <remarks>
/// The integral is Simpson's over each accepted step, from dense output; a step whose balance does not close to a hundredth of the tolerance
/// is looked at again in halves while that changes the balance. Layers, balanced or not, spend N·‖Ẇ‖² (as (1/N)·Σ‖∂E/∂W_p‖²), which is read
/// off the field. Cost: one observation a step, more where the loss falls fast. Source: [ACH18] Theorem 1.
/// </remarks>
internal sealed class EnergyWatch : InvariantWatch
{
    // 1/16 of the interval each time for Simpson's rule to the fifth: four halvings gain 65 000.
    private const int Halvings = 4;
    private const double Share = 0.01;

    // Stiff steps leave an error δ of the tolerance in directions that have long decayed. Its power λδ² would last for 1/λ, not for the step.
    private const double Lifetimes = 8;
    private const double RoundOff = 16 * 2.2e-16;

    private readonly GradientFlow problem;
    private readonly Dissipation dissipation;
    private readonly FlowState point;
    private readonly double[] state;
    private readonly double share;
    private double reference;
    private double defect;
    private double lowest;
    private double highest;
    private Sample last;

    public EnergyWatch(GradientFlow problem, FlowState start, double reference, double tolerance) : base("energy-identity", aStep: 5)
    {
        this.problem = problem;
        share = Share * tolerance + RoundOff;
        this.reference = Math.Max(reference, -start.Loss);
        dissipation = new(problem);
        point = problem.NewState();
        state = new double[problem.Field.Dimension];
        last = Read(start, problem.Start.AsSpan());
    }

    /// <summary>Closes the balance of a step that ends at a point.</summary>
    public void Pass(in AcceptedStep step, FlowState end)
    {
        Sample next = Read(end, step.EndState);
        reference = Math.Max(reference, -next.Loss);
        (lowest, highest) = (Math.Min(last.Loss, next.Loss), Math.Max(last.Loss, next.Loss));
        Piece whole = Look(step, step.Start, last, step.End, next);
        defect += Math.Abs(whole.Defect) > Threshold ? Refined(step, whole, Halvings) : whole.Defect;
        last = next;
    }

    private double Threshold => share * reference;

    public override void Exchange(StateTransfer transfer)
    {
        base.Exchange(transfer);
        (double loss, double power) = last;
        transfer.Pass(ref reference);
        transfer.Pass(ref defect);
        transfer.Pass(ref loss);
        transfer.Pass(ref power);
        last = new(loss, power);
    }

    protected override double Drift(FlowState point, ReadOnlySpan<double> y) => defect == 0 ? 0 : Math.Abs(defect) / reference;

    private double Refined(in AcceptedStep step, Piece whole, int halvings)
    {
        double middle = 0.5 * (whole.Start + whole.End);
        Piece first = Look(step, whole.Start, whole.AtStart, middle, whole.AtMiddle), second = Look(step, middle, whole.AtMiddle, whole.End, whole.AtEnd);
        double sum = first.Defect + second.Defect, change = sum - whole.Defect;
        if (halvings > 1 && Math.Abs(sum) > Threshold && Math.Abs(change) > 0.25 * Math.Abs(whole.Defect))
        {
            return (Math.Abs(first.Defect) > 0.5 * Threshold ? Refined(step, first, halvings - 1) : first.Defect)
                + (Math.Abs(second.Defect) > 0.5 * Threshold ? Refined(step, second, halvings - 1) : second.Defect);
        }

        // Richardson: the error of Simpson's rule falls by 16.
        return sum + change / 15;
    }

    private Piece Look(in AcceptedStep step, double start, Sample atStart, double end, Sample atEnd)
    {
        double middle = 0.5 * (start + end);
        step.Interpolate(middle, state);
        Sample atMiddle = problem.Field.TryObserve(middle, state, point) ? Read(point, state) : new(double.NaN, double.NaN);

        // Where an explicit method runs at its limit of stability, its dense output can stray far from the flow though its steps end on it. A loss
        // outside those of the step's ends shows it: then nothing counts as spent, and all that was lost is a defect.
        bool isBetween = !(atMiddle.Loss > highest || atMiddle.Loss < lowest);
        double lost = atStart.Loss - atEnd.Loss, length = end - start;
        double spent = isBetween ? length / 6 * (atStart.Power + 4 * atMiddle.Power + atEnd.Power) : 0;
        if (spent - lost > Threshold)
        {
            // Where both ends are stiff the dense output between them is not to be trusted. And down to zero nothing spends more than there is.
            double first = Within(step, start, length) * atStart.Power, second = Within(step, end, length) * atEnd.Power;
            bool isStiff = first < atStart.Power && second < atEnd.Power;
            spent = Math.Min(lowest < 0 ? double.PositiveInfinity : highest, isStiff
                ? length / 2 * (first + second)
                : length / 6 * (first + 4 * Within(step, middle, length) * atMiddle.Power + second));
        }
        return new(start, end, atStart, atMiddle, atEnd, spent - lost);
    }

    /// <summary>The part of a length over which the power of a point can last: no direction spends more than it holds.</summary>
    private double Within(in AcceptedStep step, double t, double length)
    {
        step.Interpolate(t, state);
        double rate = problem.Field.TryObserve(t, state, point) ? dissipation.DecayRate(state, point) : double.NaN;
        return rate * length > Lifetimes ? Lifetimes / (rate * length) : 1;
    }

    private Sample Read(FlowState observed, ReadOnlySpan<double> y) => new(observed.Loss, dissipation.Measure(y, observed));

    private readonly record struct Sample(double Loss, double Power);

    private readonly record struct Piece(double Start, double End, Sample AtStart, Sample AtMiddle, Sample AtEnd, double Defect);
}
