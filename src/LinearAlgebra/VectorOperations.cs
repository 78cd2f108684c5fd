using System.Numerics;
using System.Runtime.InteropServices;

namespace DlnDynamics.LinearAlgebra;

/// <summary>The few operations on vectors that everything else is made of.</summary>
/// <remarks>Lengths must agree; nothing allocates; the same input gives the same bits on the same vector width.</remarks>
public static class VectorOperations
{
    // Sums of squares outside these bounds may have lost digits to underflow, or have overflowed.
    private const double SmallestSafeSum = 1e-280, LargestSafeSum = 1e300;

    /// <summary>xᵀy. Error: at most length·ε·|x|ᵀ|y|, by running sums in as many lanes as the machine has, times four.</summary>
    public static double Dot(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        ref double px = ref MemoryMarshal.GetReference(x);
        ref double py = ref MemoryMarshal.GetReference(y);
        int width = Vector<double>.Count, i = 0;
        double sum = 0;
        if (x.Length >= width)
        {
            Vector<double> s0 = default, s1 = default, s2 = default, s3 = default;
            for (; i <= x.Length - 4 * width; i += 4 * width)
            {
                s0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref px, (nuint)i), Vector.LoadUnsafe(ref py, (nuint)i), s0);
                nuint i1 = (nuint)(i + width), i2 = (nuint)(i + 2 * width), i3 = (nuint)(i + 3 * width);
                s1 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref px, i1), Vector.LoadUnsafe(ref py, i1), s1);
                s2 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref px, i2), Vector.LoadUnsafe(ref py, i2), s2);
                s3 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref px, i3), Vector.LoadUnsafe(ref py, i3), s3);
            }
            for (; i <= x.Length - width; i += width)
            {
                s0 = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref px, (nuint)i), Vector.LoadUnsafe(ref py, (nuint)i), s0);
            }
            sum = Vector.Sum(s0 + s1 + (s2 + s3));
        }
        for (; i < x.Length; i++)
        {
            sum = Math.FusedMultiplyAdd(x[i], y[i], sum);
        }
        return sum;
    }

    /// <summary>y ← y + factor·x, each entry rounded once. x and y may be the same memory, but not overlap otherwise.</summary>
    public static void AddScaled(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(y.Length, x.Length);
        ref double px = ref MemoryMarshal.GetReference(x);
        ref double py = ref MemoryMarshal.GetReference(y);
        Vector<double> factors = new(factor);
        int width = Vector<double>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            nuint at = (nuint)i;
            Vector.FusedMultiplyAdd(factors, Vector.LoadUnsafe(ref px, at), Vector.LoadUnsafe(ref py, at)).StoreUnsafe(ref py, at);
        }
        for (; i < x.Length; i++)
        {
            y[i] = Math.FusedMultiplyAdd(factor, x[i], y[i]);
        }
    }

    /// <summary>x ← factor·x.</summary>
    public static void Scale(double factor, Span<double> x)
    {
        ref double px = ref MemoryMarshal.GetReference(x);
        Vector<double> factors = new(factor);
        int width = Vector<double>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            (factors * Vector.LoadUnsafe(ref px, (nuint)i)).StoreUnsafe(ref px, (nuint)i);
        }
        for (; i < x.Length; i++)
        {
            x[i] *= factor;
        }
    }

    /// <summary>y ← factor·x; y may be x.</summary>
    public static void Scale(double factor, ReadOnlySpan<double> x, Span<double> y)
    {
        if (x != y)
        {
            x.CopyTo(y);
        }
        Scale(factor, y[..x.Length]);
    }

    /// <summary>√(xᵀx) without overflow or underflow on the way; 0 for the empty vector, NaN if an entry is.</summary>
    public static double EuclideanNorm(ReadOnlySpan<double> x)
    {
        double sum = Dot(x, x);
        if (sum is > SmallestSafeSum and < LargestSafeSum)
        {
            return Math.Sqrt(sum);
        }
        double largest = MaximumNorm(x);
        if (largest == 0 || !double.IsFinite(largest))
        {
            return largest;
        }
        // A power of two, so that scaling rounds nothing; halved, because 2⁻¹⁰⁷⁴ has no reciprocal.
        int half = Math.ILogB(largest) / 2;
        double first = Math.ScaleB(1, -half), second = Math.ScaleB(1, half - Math.ILogB(largest));
        double scaled = 0;
        foreach (double value in x)
        {
            double small = value * first * second;
            scaled = Math.FusedMultiplyAdd(small, small, scaled);
        }
        return Math.Sqrt(scaled) / first / second;
    }

    /// <summary>max |xᵢ|; 0 for the empty vector, NaN if an entry is.</summary>
    public static double MaximumNorm(ReadOnlySpan<double> x)
    {
        ref double px = ref MemoryMarshal.GetReference(x);
        int width = Vector<double>.Count, i = 0;
        double largest = 0;
        if (x.Length >= width)
        {
            Vector<double> all = default;
            for (; i <= x.Length - width; i += width)
            {
                all = Vector.Max(all, Vector.Abs(Vector.LoadUnsafe(ref px, (nuint)i)));
            }
            for (int lane = 0; lane < width; lane++)
            {
                largest = Math.Max(largest, all[lane]);
            }
        }
        for (; i < x.Length; i++)
        {
            largest = Math.Max(largest, Math.Abs(x[i]));
        }
        return largest;
    }

    /// <summary>Whether no entry is NaN or infinite.</summary>
    public static bool AllFinite(ReadOnlySpan<double> x)
    {
        ref double px = ref MemoryMarshal.GetReference(x);
        int width = Vector<double>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            if (!Vector.LessThanOrEqualAll(Vector.Abs(Vector.LoadUnsafe(ref px, (nuint)i)), new Vector<double>(double.MaxValue)))
            {
                return false;
            }
        }
        for (; i < x.Length; i++)
        {
            if (!double.IsFinite(x[i]))
            {
                return false;
            }
        }
        return true;
    }
}
