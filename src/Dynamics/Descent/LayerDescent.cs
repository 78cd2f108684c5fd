using System.Globalization;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Descent of the layers in discrete time, iteration by iteration: what the gradient flow is compared with.</summary>
/// <remarks>
/// A step costs one gradient, about 4N products of the layers' sizes, and allocates nothing. Shares the scratch memory of its problem's field: one thread. Rates, time and
/// ∇L are of the layers' clock, without the factor 1/N. Source: docs/design/013-discrete-descent.md.
/// </remarks>
public sealed class LayerDescent
{
    // Times the larger of E(start) and E(0): no descent that is of use passes through there.
    private const double Diverged = 1e6;

    private readonly LayerFlow flow;
    private readonly double lossBound;
    private readonly double[] layers;
    private readonly double[] before;
    private readonly double[] lowest;
    private readonly double[] gradient;
    private readonly double[] memory;
    private double lowestLoss;

    // What rounding has taken from the sum of the times.
    private double lost;

    /// <summary>Descent from the start of a problem.</summary>
    /// <param name="problem">The flow, in layers.</param>
    /// <param name="rule">The update.</param>
    /// <param name="lossBound">A loss above it counts as divergence; null: 1e6 times the larger of the losses at the start and at zero.</param>
    /// <exception cref="ArgumentException">The problem's coordinates are not layers, or the start has no finite loss.</exception>
    public LayerDescent(GradientFlow problem, IUpdateRule rule, double? lossBound = null)
    {
        ArgumentNullException.ThrowIfNull(problem);
        ArgumentNullException.ThrowIfNull(rule);
        flow = problem.Field as LayerFlow
            ?? throw new ArgumentException("Descent in discrete time moves layers, and this flow has other coordinates: start from layers, or take FlowCoordinates.Layers.", nameof(problem));
        Problem = problem;
        Rule = rule;
        layers = [.. problem.Start];
        before = [.. layers];
        lowest = [.. layers];
        gradient = new double[layers.Length];
        memory = new double[rule.MemoryFor(layers.Length)];
        Loss = flow.Gradient(layers, gradient);
        GradientNorm = VectorOperations.EuclideanNorm(gradient);
        if (!double.IsFinite(Loss) || !double.IsFinite(GradientNorm))
        {
            throw new ArgumentException("The start has no finite loss and gradient: make it smaller.", nameof(problem));
        }
        lowestLoss = Loss;
        this.lossBound = lossBound ?? Diverged * Math.Max(Loss, flow.Loss.Value(new Matrix(flow.Loss.Rows, flow.Loss.Columns).View));
    }

    /// <summary>The flow that is descended, from the same start.</summary>
    public GradientFlow Problem { get; }

    /// <summary>The update.</summary>
    public IUpdateRule Rule { get; }

    /// <summary>k, number of iterations done.</summary>
    public long Iteration { get; private set; }

    /// <summary>The time of the gradient flow that the iterations so far stand for, layers' clock; what it is, the rule says.</summary>
    public double Time { get; private set; }

    /// <summary>The layers, as a flat state.</summary>
    public ReadOnlySpan<double> Layers => layers;

    /// <summary>∇L there.</summary>
    public ReadOnlySpan<double> Gradient => gradient;

    /// <summary>L(W) there.</summary>
    public double Loss { get; private set; }

    /// <summary>‖∇L‖ there.</summary>
    public double GradientNorm { get; private set; }

    /// <summary>Why the last step could not be done, with what would help; null: all is well.</summary>
    public string? Failure { get; private set; }

    /// <summary>Does one iteration; false where it leads to infinity, to no number, or to a loss above the bound. The last good iterate then stays.</summary>
    public bool TryStep()
    {
        if (Failure is not null)
        {
            return false;
        }
        layers.CopyTo(before);
        double time = Rule.Update(Iteration + 1, gradient, layers, memory), loss = flow.Gradient(layers, gradient), norm = VectorOperations.EuclideanNorm(gradient);
        if (!(loss <= lossBound) || !double.IsFinite(norm) || !double.IsFinite(time))
        {
            Failure = Explain(loss);
            before.CopyTo(layers);
            flow.Gradient(layers, gradient);
            return false;
        }
        (Loss, GradientNorm) = (loss, norm);
        Iteration++;
        Advance(time);
        if (loss < lowestLoss)
        {
            lowestLoss = loss;
            layers.CopyTo(lowest);
        }
        return true;
    }

    /// <summary>Fills a point of the problem from the iterate; its time is in the rescaled clock.</summary>
    public bool TryObserve(FlowState point) => flow.TryObserve(flow.Shape.Layers * Time, layers, point);

    private void Advance(double time)
    {
        double wanted = time - lost, next = Time + wanted;
        lost = next - Time - wanted;
        Time = next;
    }

    private string Explain(double loss)
    {
        double sure = StepSizeBounds.DescentAt(flow, lowest);
        string what = double.IsFinite(loss) ? Say($"the loss is {loss:g4}, above {lossBound:g4}") : "loss or gradient is no finite number";
        return Say($"At iteration {Iteration + 1} of {Rule.Name} with learning rate {Rule.LearningRate:g4} {what}: it diverges. Take a smaller rate; where the loss was lowest, {lowestLoss:g4}, a step of {sure:g3} along the gradient is sure to lower it.");
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
