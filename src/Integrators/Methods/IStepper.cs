namespace DlnDynamics.Integrators;

/// <summary>A method bound to one field: its workspace and its memory of the last step.</summary>
public interface IStepper
{
    /// <summary>Prepares for integration from (t, y): first derivative, first spectral estimate. Called once before the first attempt.</summary>
    void Start(double t, ReadOnlySpan<double> y);

    /// <summary>Told before the start, and when an integration goes on, where it is to end: a method that chooses may want to know.</summary>
    void Expect(double endTime)
    {
    }

    /// <summary>f at the last accepted point (or the start), as the stepper holds it.</summary>
    ReadOnlySpan<double> Derivative { get; }

    /// <summary>Proposes y(t + h) and an error estimate (signed, componentwise). Leaves y alone, so a rejected step costs nothing to undo.</summary>
    AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error);

    /// <summary>The last attempt becomes the last step.</summary>
    void Accept();

    /// <summary>
    /// The next step, where the controller would make it <paramref name="controllersStep"/> and nothing may make it longer than
    /// <paramref name="longest"/>. Asked once after each accepted step: a multistep method keeps its length unless a change pays.
    /// </summary>
    double Propose(double controllersStep, double longest) => controllersStep;

    /// <summary>
    /// The projection moved the accepted state to y: what depends on it is computed again, and a method that keeps earlier points projects
    /// them too, with tolerance 0.
    /// </summary>
    void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection);

    /// <summary>
    /// The solution inside the last accepted step, at start + theta·h with theta in [0, 1]; until the next attempt or move. May evaluate the
    /// field when a step is first looked into: counts then depend on who looks, states never.
    /// </summary>
    void Interpolate(double theta, Span<double> y);

    /// <summary>Order k of the error estimate of the last attempt, which behaves as hᵏ⁺¹; an automatic method may change it between attempts.</summary>
    int ErrorOrder { get; }

    /// <summary>The largest step that this method can take now whatever the error says, such as a stage limit; usually infinity.</summary>
    double LargestStep { get; }

    /// <summary>
    /// Carries all that attempts, steps and counts to come depend on, besides (t, y): into a checkpoint, or back into a stepper that was just
    /// bound and not started. Called between attempts; factorizations may be made again from what they were made of.
    /// </summary>
    void Exchange(StateTransfer transfer);

    /// <summary>What the stepper chose and why, for people; usually just the method's name.</summary>
    string Description { get; }
}
