using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace DlnDynamics.Integrators;

/// <summary>What methods do to long vectors, each in one pass over memory: at 15 000 unknowns the passes cost as much as the field.</summary>
/// <remarks>
/// Elementwise passes give the same bits at every vector width; sums of squares depend on it in their last digits.
/// Compiled at full optimization from the first call: a study's runs are short, and in tiered compilation the passes measured ten times slower.
/// </remarks>
internal static class VectorPass
{
    /// <summary>result ← y + Σ weights[j]·stages[offsets[j] …]. An empty y counts as zero; result may be y.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Combine(
        ReadOnlySpan<double> y, ReadOnlySpan<double> weights, ReadOnlySpan<double> stages, ReadOnlySpan<int> offsets, Span<double> result)
    {
        int n = result.Length;
        foreach (int offset in offsets[..weights.Length])
        {
            // One check a vector instead of one an entry; it throws where a read below would leave the memory.
            _ = stages.Slice(offset, n);
        }
        ref double source = ref MemoryMarshal.GetReference(stages);
        ref double target = ref MemoryMarshal.GetReference(result);
        bool fromZero = y.IsEmpty;
        y = fromZero ? y : y[..n];
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> sum = Vector<double>.Zero;
            for (int j = 0; j < weights.Length; j++)
            {
                sum += weights[j] * Vector.LoadUnsafe(ref source, (nuint)(offsets[j] + i));
            }
            sum = fromZero ? sum : new Vector<double>(y[i..]) + sum;
            sum.StoreUnsafe(ref target, (nuint)i);
        }
        for (; i < n; i++)
        {
            double sum = 0;
            for (int j = 0; j < weights.Length; j++)
            {
                sum += weights[j] * stages[offsets[j] + i];
            }
            result[i] = fromZero ? sum : y[i] + sum;
        }
    }

    /// <summary>result ← a·x + b·y. Result may be either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Blend(double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y, Span<double> result)
    {
        int n = result.Length;
        x = x[..n];
        y = y[..n];
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            (a * new Vector<double>(x[i..]) + b * new Vector<double>(y[i..])).CopyTo(result[i..]);
        }
        for (; i < n; i++)
        {
            result[i] = a * x[i] + b * y[i];
        }
    }

    /// <summary>result ← a·x + b·y + c·z. Result may be any of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Blend(
        double a, ReadOnlySpan<double> x, double b, ReadOnlySpan<double> y, double c, ReadOnlySpan<double> z, Span<double> result)
    {
        int n = result.Length;
        x = x[..n];
        y = y[..n];
        z = z[..n];
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            (a * new Vector<double>(x[i..]) + b * new Vector<double>(y[i..]) + c * new Vector<double>(z[i..])).CopyTo(result[i..]);
        }
        for (; i < n; i++)
        {
            result[i] = a * x[i] + b * y[i] + c * z[i];
        }
    }

    /// <summary>result ← x∘y, entry by entry. Result may be either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result)
    {
        int n = result.Length;
        x = x[..n];
        y = y[..n];
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(x[i..]) * new Vector<double>(y[i..])).CopyTo(result[i..]);
        }
        for (; i < n; i++)
        {
            result[i] = x[i] * y[i];
        }
    }

    /// <summary>result ← x/y, entry by entry. Result may be either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Divide(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result)
    {
        int n = result.Length;
        x = x[..n];
        y = y[..n];
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            (new Vector<double>(x[i..]) / new Vector<double>(y[i..])).CopyTo(result[i..]);
        }
        for (; i < n; i++)
        {
            result[i] = x[i] / y[i];
        }
    }

    /// <summary>result ← x − y, and the Euclidean norm of the result. Result may be either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SubtractAndMeasure(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> result)
    {
        int n = result.Length;
        x = x[..n];
        y = y[..n];
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> difference = new Vector<double>(x[i..]) - new Vector<double>(y[i..]);
            difference.CopyTo(result[i..]);
            sums += difference * difference;
        }
        double sum = Vector.Sum(sums);
        for (; i < n; i++)
        {
            result[i] = x[i] - y[i];
            sum += result[i] * result[i];
        }
        return Math.Sqrt(sum);
    }

    /// <summary>‖x − y‖, Euclidean, nothing written. An empty y counts as zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Distance(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int n = x.Length;
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> difference = new Vector<double>(x[i..]) - (y.IsEmpty ? Vector<double>.Zero : new Vector<double>(y[i..]));
            sums += difference * difference;
        }
        double sum = Vector.Sum(sums);
        for (; i < n; i++)
        {
            double difference = x[i] - (y.IsEmpty ? 0 : y[i]);
            sum += difference * difference;
        }
        return Math.Sqrt(sum);
    }

    /// <summary>error ← error·|error|/√(error² + (coarse/10)²), entry by entry, without overflow; 0 where both are.</summary>
    /// <remarks>
    /// The combination of estimates of orders 5 and 3 in [HNW93] II.10, which there is made of their norms. Made of their entries it is never
    /// smaller, in any weighted Euclidean norm: (Σa)²/Σb ≤ Σa²/b. And a large component cannot decide how a small one is judged.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void ScaleByCoarseError(ReadOnlySpan<double> coarse, Span<double> error)
    {
        const double Smallest = 1e-300;
        coarse = coarse[..error.Length];
        int i = 0;
        for (; i <= error.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> fine = new(error[i..]);
            Vector<double> a = Vector.Abs(fine);
            Vector<double> b = 0.1 * Vector.Abs(new Vector<double>(coarse[i..]));
            Vector<double> larger = Vector.Max(Vector.Max(a, b), new Vector<double>(Smallest));
            Vector<double> ratio = Vector.Min(a, b) / larger;
            (fine * (a / larger) / Vector.SquareRoot(Vector<double>.One + ratio * ratio)).CopyTo(error[i..]);
        }
        for (; i < error.Length; i++)
        {
            double a = Math.Abs(error[i]);
            double b = 0.1 * Math.Abs(coarse[i]);
            double larger = Math.Max(Math.Max(a, b), Smallest);
            double ratio = Math.Min(a, b) / larger;
            error[i] = error[i] * (a / larger) / Math.Sqrt(1 + ratio * ratio);
        }
    }

    /// <summary>(y − x)·(g − f)/‖y − x‖²: the mean slope along the way from x to y, where the field is f and g; 0 where they are one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double SecantQuotient(ReadOnlySpan<double> x, ReadOnlySpan<double> y, ReadOnlySpan<double> f, ReadOnlySpan<double> g)
    {
        int n = x.Length;
        Vector<double> products = Vector<double>.Zero;
        Vector<double> squares = Vector<double>.Zero;
        int i = 0;
        for (; i <= n - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> difference = new Vector<double>(y[i..]) - new Vector<double>(x[i..]);
            squares += difference * difference;
            products += difference * (new Vector<double>(g[i..]) - new Vector<double>(f[i..]));
        }
        double square = Vector.Sum(squares);
        double product = Vector.Sum(products);
        for (; i < n; i++)
        {
            double difference = y[i] - x[i];
            square += difference * difference;
            product += difference * (g[i] - f[i]);
        }
        return square > 0 ? product / square : 0;
    }

    /// <summary>Whether every entry is a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static bool IsFinite(ReadOnlySpan<double> x)
    {
        // x − x is 0 for a number and NaN for NaN and infinity.
        Vector<double> sums = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> part = new(x[i..]);
            sums += part - part;
        }
        double sum = Vector.Sum(sums);
        for (; i < x.Length; i++)
        {
            sum += x[i] - x[i];
        }
        return sum == 0;
    }
}
