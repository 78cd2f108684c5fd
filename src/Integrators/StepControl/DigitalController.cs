namespace DlnDynamics.Integrators;

/// <summary>A linear digital filter on the logarithm of the error: Söderlind's family.</summary>
/// <remarks>
/// next = 0.9·step · e₀^(−β₁/k) e₁^(−β₂/k) e₂^(−β₃/k) (h₀/h₁)^(−α), k the error order plus one, e₀ the newest error. A rejected attempt is
/// answered by the error alone (β₁ = 1), and the step does not grow right after one.
/// Source: [Söd03] "Digital filters in adaptive time-stepping", Table 1 and §4.
/// </remarks>
public sealed class DigitalController : IStepController
{
    private const double Safety = 0.9;
    private const double SmallestFactor = 0.2;
    private const double LargestFactor = 5;

    // A step without error says nothing about how much longer it could be; the filter must not divide by it.
    private const double SmallestError = 1e-10;

    private readonly double newest;
    private readonly double previous;
    private readonly double older;
    private readonly double stepRatio;

    private DigitalController(double newest, double previous, double older, double stepRatio)
    {
        this.newest = newest;
        this.previous = previous;
        this.older = older;
        this.stepRatio = stepRatio;
    }

    /// <summary>The elementary controller: the newest error alone.</summary>
    public static DigitalController I { get; } = new(1, 0, 0, 0);

    /// <summary>PI.4.2: smooth steps also where stability limits them. The default.</summary>
    public static DigitalController PI { get; } = new(0.6, -0.2, 0, 0);

    /// <summary>Three errors, as a low-pass filter of third order (H312).</summary>
    public static DigitalController PID { get; } = new(1.0 / 18, 1.0 / 9, 1.0 / 18, 0);

    /// <summary>H211b with b = 4: a digital filter that also looks at the last change of the step.</summary>
    public static DigitalController H211 { get; } = new(0.25, 0.25, 0, 0.25);

    /// <inheritdoc/>
    public StepVerdict Judge(in StepHistory history, int errorOrder)
    {
        double k = errorOrder + 1;
        if (!(history.Error <= 1))
        {
            double shrink = Safety * Math.Pow(history.Error, -1 / k);
            return new(false, history.Step * (double.IsNaN(shrink) ? SmallestFactor : Math.Clamp(shrink, SmallestFactor, Safety)));
        }
        double factor = Safety
            * Math.Pow(Math.Max(history.Error, SmallestError), -newest / k)
            * Math.Pow(Math.Max(history.PreviousError, SmallestError), -previous / k)
            * Math.Pow(Math.Max(history.OlderError, SmallestError), -older / k)
            * Math.Pow(history.Step / history.PreviousStep, -stepRatio);
        return new(true, history.Step * Math.Clamp(factor, SmallestFactor, history.PreviousRejected ? 1 : LargestFactor));
    }
}
