namespace DlnDynamics.LinearAlgebra;

/// <summary>The order in which eigenvalues and singular values are handed out.</summary>
internal static class Descending
{
    /// <summary>Fills <paramref name="order"/> so that values[order[j]] descends; equal values keep their places.</summary>
    /// <remarks>By insertion, because the values come nearly sorted or few.</remarks>
    public static void Order(ReadOnlySpan<double> values, Span<int> order)
    {
        for (int j = 0; j < order.Length; j++)
        {
            int at = j;
            for (; at > 0 && values[order[at - 1]] < values[j]; at--)
            {
                order[at] = order[at - 1];
            }
            order[at] = j;
        }
    }
}
