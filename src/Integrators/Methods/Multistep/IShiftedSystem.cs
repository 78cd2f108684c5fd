namespace DlnDynamics.Integrators;

/// <summary>Solves the linear systems (I − shift·∂f/∂y)·x = b of Newton's iteration.</summary>
internal interface IShiftedSystem
{
    /// <summary>Prepares for a step whose solution is expected at (t, y); says what went wrong, or Proposed.</summary>
    AttemptOutcome Prepare(double t, ReadOnlySpan<double> y, double shift);

    /// <summary>Newton's iteration failed: whether what the systems are made of could be older than this step, and was made anew.</summary>
    bool TryRenew(double t, ReadOnlySpan<double> y, out AttemptOutcome outcome);

    /// <summary>vector ← x for b = vector, at an iterate (t, y) with f = derivative; an error of <paramref name="tolerance"/>, in units of the step's, is allowed.</summary>
    void Solve(double t, double[] y, double[] derivative, double tolerance, Span<double> vector);

    /// <summary>The step that was prepared for was accepted: what was made in it may serve later ones.</summary>
    void Accept()
    {
    }

    /// <summary>The Jacobian has changed along what grows, which an iteration below the tolerances would not notice: an old one serves no longer.</summary>
    void Forget()
    {
    }

    /// <summary>Whether the length of the step is decided by what grows below the tolerances, so that systems must be solved there too.</summary>
    bool FollowsGrowth
    {
        set
        {
        }
    }

    /// <summary>Whether the next correction may be judged by how fast the last iterations converged.</summary>
    bool KeepsRate { get; }

    /// <summary>What it did, for people.</summary>
    string Description { get; }

    /// <summary>Carries what later solutions depend on.</summary>
    void Exchange(StateTransfer transfer);
}
