namespace DlnDynamics.Integrators;

/// <summary>The coefficients of one stage of the second-order Chebyshev recurrence, walked through stage by stage without tables.</summary>
/// <remarks>
/// Yⱼ = mu·Yⱼ₋₁ + nu·Yⱼ₋₂ + (1 − mu − nu)·Y₀ + h·muTilde·Fⱼ₋₁ + h·gammaTilde·F₀. Source: [SSV97] equations (2.1)–(2.6).
/// Damping ε makes T's argument w₀ = 1 + ε/s². On the ellipse with foci ±1 through w₀ |T| ≤ T(w₀), so |R| ≤ 1. In z it ends
/// in 0 and has half-axes s²·L/u along the real axis and s·L across, with u = √(2ε) and L = coth u − 1/u, for many stages.
/// </remarks>
internal ref struct ChebyshevCoefficients
{
    /// <summary>Damping for spectra on the real axis.</summary>
    public const double LightDamping = 2.0 / 13;

    /// <summary>Damping for spectra that leave it. Source: [VSH04] §2.</summary>
    public const double HeavyDamping = 10;

    // At w0: the polynomial T, its first and its second derivative, of this stage and the one before.
    private readonly double w0;
    private readonly double w1;
    private double value;
    private double valueBefore;
    private double slope;
    private double slopeBefore;
    private double bend;
    private double bendBefore;
    private double b;
    private double bBefore;
    private double nodeBefore;

    /// <summary>Coefficients of the first of <paramref name="stages"/> ≥ 2 stages: Y₁ = Y₀ + h·MuTilde·F₀.</summary>
    public ChebyshevCoefficients(int stages, double damping = LightDamping)
    {
        double s = stages;
        w0 = 1 + damping / (s * s);

        // T_s(w0) = cosh(s·arcosh w0) and its derivatives in closed form; root is arcosh's own square root, exact for w0 near 1.
        double square = damping / (s * s) * (2 + damping / (s * s));
        double root = Math.Sqrt(square);
        double angle = s * Math.Log(w0 + root);
        w1 = Math.Sinh(angle) * square / (Math.Cosh(angle) * s * root - w0 * Math.Sinh(angle));
        (value, valueBefore, slope, bend) = (w0, 1, 1, 0);
        b = bBefore = 1 / (4 * w0 * w0);
        MuTilde = w1 * b;
        Node = MuTilde;
    }

    public double Mu { get; private set; }

    public double Nu { get; private set; }

    public double MuTilde { get; private set; }

    public double GammaTilde { get; private set; }

    /// <summary>c of the stage just described: where in the step it lies.</summary>
    public double Node { get; private set; }

    /// <summary>Goes on to the next stage.</summary>
    public void Advance()
    {
        double a = 1 - value * b;
        (value, valueBefore, slope, slopeBefore, bend, bendBefore) = (
            2 * w0 * value - valueBefore, value,
            2 * w0 * slope - slopeBefore + 2 * value, slope,
            2 * w0 * bend - bendBefore + 4 * slope, bend);
        double next = bend / (slope * slope);
        Mu = 2 * w0 * next / b;
        Nu = -next / bBefore;
        MuTilde = Mu * w1 / w0;
        GammaTilde = -a * MuTilde;
        (b, bBefore) = (next, b);
        (Node, nodeBefore) = (Mu * Node + Nu * nodeBefore + MuTilde * (1 - a), Node);
    }
}
