namespace DlnDynamics.Integrators;

/// <summary>The elementary weights of a stage for the eight rooted trees to order 4: all that order conditions ask of it.</summary>
/// <remarks>
/// In the order •, [•], [••], [[•]], [•••], [•[•]], [[••]], [[[•]]]. The exact solution has 1/γ. Source: [HNW93] II.2, Theorem 2.13.
/// </remarks>
internal static class ElementaryWeights
{
    /// <summary>Number of trees with at most four vertices.</summary>
    public const int Count = 8;

    /// <summary>Number of trees with at most three vertices.</summary>
    public const int ThirdOrderCount = 4;

    /// <summary>1/γ: the weights of the exact solution.</summary>
    public static ReadOnlySpan<double> Exact => [1, 1.0 / 2, 1.0 / 3, 1.0 / 6, 1.0 / 4, 1.0 / 8, 1.0 / 12, 1.0 / 24];

    /// <summary>weights ← the weights of h·f, evaluated where the state has the weights <paramref name="state"/>.</summary>
    public static void OfSlope(ReadOnlySpan<double> state, Span<double> weights)
    {
        double node = state[0];
        weights[0] = 1;
        weights[1] = node;
        weights[2] = node * node;
        weights[3] = state[1];
        weights[4] = node * node * node;
        weights[5] = node * state[1];
        weights[6] = state[2];
        weights[7] = state[3];
    }
}
