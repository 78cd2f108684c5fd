namespace DlnDynamics.LinearAlgebra;

/// <summary>Elementary reflections 1 − tau·v·vᵀ with v₀ = 1, safe at any scale.</summary>
/// <remarks>Source: [Golub2013] section 5.1.</remarks>
internal static class Householder
{
    /// <summary>Overwrites x with v such that the reflection turns x into beta·e₀; tau is 0 if x is a multiple of e₀ already.</summary>
    public static (double Beta, double Tau) Reflect(Span<double> x)
    {
        double head = x[0], largest = VectorOperations.MaximumNorm(x[1..]);
        x[0] = 1;
        if (largest == 0)
        {
            return (head, 0);
        }
        // Scaled by a power of two, so that neither the norm nor the reciprocal below can leave the range.
        int exponent = Math.Max(Math.ILogB(Math.Max(largest, Math.Abs(head))), -1022);
        double down = Math.ScaleB(1, -exponent);
        VectorOperations.Scale(down, x[1..]);
        double small = head * down;
        double beta = -Math.CopySign(Math.Sqrt(small * small + VectorOperations.Dot(x[1..], x[1..])), small);
        VectorOperations.Scale(1 / (small - beta), x[1..]);
        return (Math.ScaleB(beta, exponent), (beta - small) / beta);
    }

    /// <summary>y ← (1 − tau·v·vᵀ)·y.</summary>
    public static void Apply(ReadOnlySpan<double> v, double tau, Span<double> y)
    {
        if (tau != 0)
        {
            VectorOperations.AddScaled(-tau * VectorOperations.Dot(v, y), v, y);
        }
    }
}
