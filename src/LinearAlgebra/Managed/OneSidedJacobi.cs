using System.Numerics;
using System.Runtime.InteropServices;

namespace DlnDynamics.LinearAlgebra;

/// <summary>Makes the columns of a square matrix orthogonal by rotations from the right, each column with its own exponent.</summary>
/// <remarks>
/// Column j of the matrix is x_j·2^(exponent j), x_j of moderate size, so that norms hundreds of powers of ten apart
/// neither underflow nor lose the angle between them; two columns count as orthogonal when their cosine is a rounding error, whatever
/// their norms. That is what keeps small singular values to relative accuracy. Source: [DV92].
/// </remarks>
internal sealed class OneSidedJacobi
{
    private const int MostSweeps = 60;
    private const double Epsilon = 2.220446049250313e-16;

    private readonly int size;
    private readonly double tolerance;
    private readonly double[] squares;
    private readonly int[] exponents, order;
    private readonly double[] norms;

    public OneSidedJacobi(int size)
    {
        this.size = size;
        tolerance = Epsilon * Math.Max(4, Math.Sqrt(size));
        squares = new double[size];
        norms = new double[size];
        exponents = new int[size];
        order = new int[size];
        Columns = new(size, size);
        Right = new(size, size);
    }

    /// <summary>The scaled columns, which the caller fills.</summary>
    public Matrix Columns { get; }

    /// <summary>The exponents, which the caller fills.</summary>
    public Span<int> Exponents => exponents;

    /// <summary>The product of the rotations: columns before · Right = columns after.</summary>
    public Matrix Right { get; }

    /// <summary>The columns in descending order of their norms.</summary>
    public ReadOnlySpan<int> Order => order;

    /// <summary>Rotates until all columns are orthogonal. False if that does not end.</summary>
    public bool TryOrthogonalize()
    {
        Right.View.Fill(0);
        for (int j = 0; j < size; j++)
        {
            Right[j, j] = 1;
            Normalize(j);
        }
        for (int sweep = 0; sweep < MostSweeps; sweep++)
        {
            bool rotated = false;
            for (int p = 0; p < size; p++)
            {
                for (int q = p + 1; q < size; q++)
                {
                    rotated |= Orthogonalize(p, q);
                }
            }
            if (!rotated)
            {
                for (int j = 0; j < size; j++)
                {
                    norms[j] = Norm(j);
                }
                Descending.Order(norms, order);
                return true;
            }
        }
        return false;
    }

    /// <summary>The norm of a column, 0 if it underflows.</summary>
    public double Norm(int column) => Math.ScaleB(Math.Sqrt(squares[column]), exponents[column]);

    /// <summary>The square of the norm, not rounded through the norm.</summary>
    public double SquaredNorm(int column) => Math.ScaleB(squares[column], 2 * exponents[column]);

    /// <summary>Turns the columns into an orthonormal basis; where a column is zero, any direction that is left.</summary>
    public void FormBasis()
    {
        for (int j = 0; j < size; j++)
        {
            if (squares[j] > 0)
            {
                VectorOperations.Scale(1 / Math.Sqrt(squares[j]), Columns.View.Column(j));
            }
        }
        for (int j = 0; j < size; j++)
        {
            if (squares[j] == 0)
            {
                Complete(j);
                squares[j] = 1;
            }
        }
    }

    private void Normalize(int j)
    {
        Span<double> x = Columns.View.Column(j);
        double largest = VectorOperations.MaximumNorm(x);
        if (largest > 0)
        {
            int shift = Math.ILogB(largest);
            foreach (ref double entry in x)
            {
                entry = Math.ScaleB(entry, -shift);
            }
            exponents[j] += shift;
        }
        squares[j] = VectorOperations.Dot(x, x);
    }

    private bool Orthogonalize(int p, int q)
    {
        if (squares[p] == 0 || squares[q] == 0)
        {
            return false;
        }
        Span<double> x = Columns.View.Column(p), y = Columns.View.Column(q);
        double cosine = VectorOperations.Dot(x, y) / Math.Sqrt(squares[p] * squares[q]);
        if (Math.Abs(cosine) <= tolerance)
        {
            return false;
        }
        double ratio = Math.ScaleB(Math.Sqrt(squares[q] / squares[p]), exponents[q] - exponents[p]);
        if (ratio <= 1)
        {
            Rotate(p, q, cosine, ratio);
        }
        else
        {
            Rotate(q, p, cosine, Math.ScaleB(Math.Sqrt(squares[p] / squares[q]), exponents[p] - exponents[q]));
        }
        return true;
    }

    // With ratio = ‖small‖/‖large‖ ≤ 1 the tangent is ratio·factor, factor of the size of the cosine: no power of two is ever lost.
    private void Rotate(int large, int small, double cosine, double ratio)
    {
        double gap = (1 - ratio) * (1 + ratio), twice = 2 * cosine;
        double factor = twice / (gap + Math.Sqrt(gap * gap + ratio * twice * (ratio * twice)));
        double tangent = ratio * factor, c = 1 / Math.Sqrt(1 + tangent * tangent), s = c * tangent;
        double up = Math.ScaleB(s, exponents[small] - exponents[large]);
        double down = c * factor * Math.Sqrt(squares[small] / squares[large]);
        Span<double> x = Columns.View.Column(large), y = Columns.View.Column(small);
        Combine(x, y, c, up, down);
        Combine(Right.View.Column(large), Right.View.Column(small), c, s, s);
        squares[large] = VectorOperations.Dot(x, x);
        squares[small] = VectorOperations.Dot(y, y);
        if (squares[small] < 1e-3)
        {
            Normalize(small);
        }
        if (squares[large] > 1e6 * size)
        {
            Normalize(large);
        }
    }

    // (x, y) ← (c·x + up·y, c·y − down·x).
    private static void Combine(Span<double> x, Span<double> y, double c, double up, double down)
    {
        ref double px = ref MemoryMarshal.GetReference(x);
        ref double py = ref MemoryMarshal.GetReference(y);
        Vector<double> cosines = new(c), ups = new(up), downs = new(-down);
        int width = Vector<double>.Count, i = 0;
        for (; i <= x.Length - width; i += width)
        {
            Vector<double> first = Vector.LoadUnsafe(ref px, (nuint)i), second = Vector.LoadUnsafe(ref py, (nuint)i);
            Vector.FusedMultiplyAdd(ups, second, cosines * first).StoreUnsafe(ref px, (nuint)i);
            Vector.FusedMultiplyAdd(downs, first, cosines * second).StoreUnsafe(ref py, (nuint)i);
        }
        for (; i < x.Length; i++)
        {
            double first = x[i], second = y[i];
            x[i] = Math.FusedMultiplyAdd(up, second, c * first);
            y[i] = Math.FusedMultiplyAdd(-down, first, c * second);
        }
    }

    // The unit vector farthest from the columns that are there, made orthogonal to them twice (once loses digits, twice is enough).
    private void Complete(int column)
    {
        int farthest = 0;
        double least = double.PositiveInfinity;
        for (int i = 0; i < size; i++)
        {
            double inside = 0;
            for (int j = 0; j < size; j++)
            {
                inside += squares[j] > 0 ? Columns[i, j] * Columns[i, j] : 0;
            }
            (farthest, least) = inside < least ? (i, inside) : (farthest, least);
        }
        Span<double> target = Columns.View.Column(column);
        target.Clear();
        target[farthest] = 1;
        for (int pass = 0; pass < 2; pass++)
        {
            for (int j = 0; j < size; j++)
            {
                if (squares[j] > 0)
                {
                    ReadOnlySpan<double> other = Columns.View.Column(j);
                    VectorOperations.AddScaled(-VectorOperations.Dot(other, target), other, target);
                }
            }
            VectorOperations.Scale(1 / VectorOperations.EuclideanNorm(target), target);
        }
    }
}
