using System.Numerics;
using System.Runtime.InteropServices;

namespace DlnDynamics.LinearAlgebra;

/// <summary>QᵀAQ = T for symmetric A by Householder reflections, T tridiagonal; workspace for one size.</summary>
/// <remarks>
/// Entries of A must be at most 1 in size. The rank-two update of one step and the product A·v of the next share one pass over the
/// lower triangle, which is what the time goes into. Source: [Golub2013] section 8.3.
/// </remarks>
internal sealed class Tridiagonalization(int size)
{
    // A column this small beside entries of size 1 is zero to every digit; its squares would underflow.
    private const double NegligibleSquare = 1e-280;

    private readonly double[] tau = new double[size];
    private readonly double[] product = new double[size];
    private readonly double[] update = new double[size];
    private readonly double[] zero = new double[size];

    /// <summary>Reduces the lower triangle of a; afterwards a holds the reflections' vectors below its diagonal.</summary>
    /// <remarks>offDiagonal[k] couples k and k + 1.</remarks>
    public void Reduce(MatrixView a, Span<double> diagonal, Span<double> offDiagonal)
    {
        ReadOnlySpan<double> oldVector = zero, oldUpdate = zero;
        for (int k = 0; k < size; k++)
        {
            // The update of the step before, on column k alone: its vector starts at row k.
            Span<double> column = a.Column(k)[k..];
            if (k > 0)
            {
                VectorOperations.AddScaled(-oldUpdate[0], oldVector, column);
                VectorOperations.AddScaled(-oldVector[0], oldUpdate, column);
            }
            diagonal[k] = column[0];
            if (k == size - 1)
            {
                break;
            }
            Span<double> vector = column[1..];
            (offDiagonal[k], tau[k]) = Reflect(vector);
            Span<double> image = product.AsSpan(k + 1);
            image.Clear();
            for (int j = k + 1; j < size; j++)
            {
                int from = j - k - 1;
                // For k = 0 nothing is pending: zeros of the right length.
                ReadOnlySpan<double> v = k > 0 ? oldVector[(from + 1)..] : zero.AsSpan(j);
                ReadOnlySpan<double> w = k > 0 ? oldUpdate[(from + 1)..] : zero.AsSpan(j);
                UpdateAndMultiply(a.Column(j)[j..], v, w, vector[from..], image[from..]);
            }
            VectorOperations.Scale(tau[k], image);
            VectorOperations.AddScaled(-0.5 * tau[k] * VectorOperations.Dot(image, vector), vector, image);
            image.CopyTo(update.AsSpan(k + 1));
            oldVector = vector;
            oldUpdate = update.AsSpan(k + 1);
        }
    }

    /// <summary>Writes out the orthogonal Q, the product of the reflections that <see cref="Reduce"/> left in a.</summary>
    public void FormBasis(ReadOnlyMatrixView a, MatrixView basis)
    {
        basis.Fill(0);
        for (int k = size - 1; k >= 0; k--)
        {
            basis[k, k] = 1;
            if (k == size - 1 || tau[k] == 0)
            {
                continue;
            }
            ReadOnlySpan<double> vector = a.Column(k)[(k + 1)..];
            for (int j = k + 1; j < size; j++)
            {
                Span<double> target = basis.Column(j)[(k + 1)..];
                VectorOperations.AddScaled(-tau[k] * VectorOperations.Dot(vector, target), vector, target);
            }
        }
    }

    // Turns x into v with v[0] = 1 so that (1 − tau·v·vᵀ)·x = beta·e₀; returns beta and tau.
    private static (double Beta, double Tau) Reflect(Span<double> x)
    {
        double head = x[0], tail = VectorOperations.Dot(x[1..], x[1..]);
        x[0] = 1;
        if (tail <= NegligibleSquare)
        {
            x[1..].Clear();
            return (head, 0);
        }
        double beta = -Math.CopySign(Math.Sqrt(head * head + tail), head);
        VectorOperations.Scale(1 / (head - beta), x[1..]);
        return (beta, (beta - head) / beta);
    }

    // One column of the lower triangle, diagonal first: a ← a − v·w₀ − w·v₀, then its share of A·x is added to y.
    private static void UpdateAndMultiply(
        Span<double> a, ReadOnlySpan<double> v, ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y)
    {
        double v0 = -v[0], w0 = -w[0], x0 = x[0];
        a[0] = Math.FusedMultiplyAdd(v[0], w0, Math.FusedMultiplyAdd(w[0], v0, a[0]));
        double sum = a[0] * x0;
        int width = Vector<double>.Count, i = 1;
        for (int odd = 1 + (a.Length - 1) % width; i < odd; i++)
        {
            a[i] = Math.FusedMultiplyAdd(v[i], w0, Math.FusedMultiplyAdd(w[i], v0, a[i]));
            sum = Math.FusedMultiplyAdd(a[i], x[i], sum);
            y[i] = Math.FusedMultiplyAdd(a[i], x0, y[i]);
        }
        ref double pa = ref MemoryMarshal.GetReference(a);
        ref double pv = ref MemoryMarshal.GetReference(v);
        ref double pw = ref MemoryMarshal.GetReference(w);
        ref double px = ref MemoryMarshal.GetReference(x);
        ref double py = ref MemoryMarshal.GetReference(y);
        Vector<double> firstV = new(v0), firstW = new(w0), firstX = new(x0), sums = default;
        for (; i < a.Length; i += width)
        {
            nuint at = (nuint)i;
            Vector<double> entry = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref pw, at), firstV, Vector.LoadUnsafe(ref pa, at));
            entry = Vector.FusedMultiplyAdd(Vector.LoadUnsafe(ref pv, at), firstW, entry);
            entry.StoreUnsafe(ref pa, at);
            sums = Vector.FusedMultiplyAdd(entry, Vector.LoadUnsafe(ref px, at), sums);
            Vector.FusedMultiplyAdd(entry, firstX, Vector.LoadUnsafe(ref py, at)).StoreUnsafe(ref py, at);
        }
        y[0] += sum + Vector.Sum(sums);
    }
}
