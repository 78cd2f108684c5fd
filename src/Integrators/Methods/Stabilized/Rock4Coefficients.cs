namespace DlnDynamics.Integrators;

/// <summary>The coefficients of the fourth-order Chebyshev method with a number of stages, computed when first asked for.</summary>
/// <remarks>
/// g₀ = y, g₁ = y + h·μ₁·f(y), gⱼ = h·μⱼ·f(gⱼ₋₁) + νⱼ·gⱼ₋₁ + κⱼ·gⱼ₋₂ to j = s − 4, then four finishing stages. They depend on the number of
/// stages alone: two threads that compute the same ones get the same bits. A thousandth of a second below 100 stages, a hundredth at 400.
/// Source: [Abd02] for the method; computed here for any number of stages, where the publication tabulates fifty.
/// </remarks>
internal sealed class Rock4Coefficients
{
    /// <summary>The fewest stages: one, and the four finishing ones.</summary>
    public const int FewestStages = 5;

    /// <summary>The most stages.</summary>
    public const int StageLimit = 400;

    // The size of the published method's error estimate, which ROCK4 users know tolerances by.
    private const double ErrorScale = 2.9;

    // Finishing coefficients are continued from one of these numbers of stages to the next, so that all lie on one branch.
    private static readonly int[] Ladder = [5, 6, 7, 8, 9, 10, 12, 15, 20, 32, 59];

    // Near the solution for five stages.
    private static readonly double[] FirstGuess = [-0.149, 0.63, -0.355, 0.0147, -0.0559, 0.59, 0.9345, -0.4266, -0.4286, 0.7444];

    private static readonly Rock4Coefficients?[] Computed = new Rock4Coefficients?[StageLimit + 1];

    private Rock4Coefficients(int stages)
    {
        Stages = stages;
        StabilityPolynomial polynomial = new(stages);
        Length = polynomial.Length;
        int count = stages - 4;
        Mu = new double[count];
        Nu = new double[count];
        Kappa = new double[count];
        Nodes = new double[count + 1];
        double before = 0;
        for (int k = 0; k < count; k++)
        {
            double a = polynomial.Expansion - polynomial.Diagonal[k];
            double ratio = 1 / (a - polynomial.OffDiagonal[k] * before);
            Mu[k] = ratio / polynomial.Slope;
            Nu[k] = a * ratio;
            Kappa[k] = -polynomial.OffDiagonal[k] * before * ratio;
            before = ratio;
        }
        Finish = new(InnerWeights(), Neighbour(stages));
        double factor = ErrorScale / ((double)stages * stages);
        ErrorWeights = [.. Finish.ErrorWeights.Select(weight => factor * weight)];
        FinishNodes = [Nodes[count], Finish.Node(1), Finish.Node(2), Finish.Node(3)];
    }

    /// <summary>Number of stages, and of evaluations a step.</summary>
    public int Stages { get; }

    /// <summary>How far the stability interval reaches on the negative real axis.</summary>
    public double Length { get; }

    /// <summary>μ of the recurrence.</summary>
    public double[] Mu { get; }

    /// <summary>ν of the recurrence.</summary>
    public double[] Nu { get; }

    /// <summary>κ of the recurrence.</summary>
    public double[] Kappa { get; }

    /// <summary>Where in the step g₀, g₁, … lie.</summary>
    public double[] Nodes { get; }

    /// <summary>Where in the step the four finishing stages lie.</summary>
    public double[] FinishNodes { get; }

    /// <summary>The finishing stages.</summary>
    public Rock4Finish Finish { get; }

    /// <summary>Weights of the four finishing slopes and of f at the end: h times their sum is the error estimate, of third order.</summary>
    public double[] ErrorWeights { get; }

    /// <summary>The coefficients for a number of stages, from 5 to the limit.</summary>
    public static Rock4Coefficients Of(int stages)
    {
        Rock4Coefficients? known = Volatile.Read(ref Computed[stages]);
        if (known is null)
        {
            known = new(stages);
            Volatile.Write(ref Computed[stages], known);
        }
        return known;
    }

    /// <summary>The coefficients with the fewest stages whose interval is at least this long; at the limit whatever it is.</summary>
    public static Rock4Coefficients Reaching(double length)
    {
        // Intervals are 0.3523·s² at most, so no smaller number can do.
        int stages = (int)Math.Clamp(Math.Ceiling(Math.Sqrt(length / 0.3523)), FewestStages, StageLimit);
        Rock4Coefficients coefficients = Of(stages);
        while (coefficients.Length < length && stages < StageLimit)
        {
            coefficients = Of(++stages);
        }
        return coefficients;
    }

    private static double[] Neighbour(int stages)
    {
        int lower = Array.FindLast(Ladder, rung => rung < stages);
        return lower == 0 ? FirstGuess : Of(lower).Finish.Coefficients;
    }

    /// <summary>The elementary weights of the last stage of the recurrence; fills the nodes on the way.</summary>
    private double[] InnerWeights()
    {
        double[] older = new double[ElementaryWeights.Count];
        double[] newer = new double[ElementaryWeights.Count];
        double[] slope = new double[ElementaryWeights.Count];
        ElementaryWeights.OfSlope(older, slope);
        VectorPass.Blend(Mu[0], slope, 0, slope, newer);
        Nodes[1] = newer[0];
        for (int k = 1; k < Mu.Length; k++)
        {
            ElementaryWeights.OfSlope(newer, slope);
            VectorPass.Blend(Nu[k], newer, Kappa[k], older, older);
            VectorPass.Blend(1, older, Mu[k], slope, older);
            (older, newer) = (newer, older);
            Nodes[k + 1] = newer[0];
        }
        return newer;
    }
}
