using System.Numerics;
using System.Runtime.CompilerServices;

namespace DlnDynamics.Integrators;

/// <summary>Component errors in units of their tolerances, as one number: at most 1 is good enough.</summary>
internal static class ErrorMeasure
{
    // With Absolute = 0 a component that is exactly zero has no tolerance: no error passes, an error never does.
    private const double SmallestWeight = 1e-300;

    /// <summary>The norm of error / (Absolute + Relative·max(|before|, |after|)). The vectors are finite and equally long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static double Of(
        ReadOnlySpan<double> error, ReadOnlySpan<double> before, ReadOnlySpan<double> after, Tolerances tolerances, ErrorNorm norm)
    {
        before = before[..error.Length];
        after = after[..error.Length];
        bool euclidean = norm == ErrorNorm.Euclidean;
        Vector<double> smallest = new(SmallestWeight);
        Vector<double> absolute = new(tolerances.Absolute);
        Vector<double> gathered = Vector<double>.Zero;
        int i = 0;
        for (; i <= error.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            Vector<double> size = Vector.Max(Vector.Abs(new Vector<double>(before[i..])), Vector.Abs(new Vector<double>(after[i..])));
            Vector<double> ratio = Vector.Abs(new Vector<double>(error[i..])) / Vector.Max(smallest, absolute + tolerances.Relative * size);
            gathered = euclidean ? gathered + ratio * ratio : Vector.Max(gathered, ratio);
        }
        double total = 0;
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            total = euclidean ? total + gathered[lane] : Math.Max(total, gathered[lane]);
        }
        for (; i < error.Length; i++)
        {
            double size = Math.Max(Math.Abs(before[i]), Math.Abs(after[i]));
            double ratio = Math.Abs(error[i]) / Math.Max(SmallestWeight, tolerances.Absolute + tolerances.Relative * size);
            total = euclidean ? total + ratio * ratio : Math.Max(total, ratio);
        }
        return euclidean ? Math.Sqrt(total) : total;
    }
}
