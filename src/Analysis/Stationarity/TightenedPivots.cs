using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>The kind of a critical point of the layers for a squared distance, from its ranks alone: exact where a Hessian would have to say zero.</summary>
/// <param name="Kind">Minimum, strict or degenerate saddle; undecided where the point is none of the critical points that the rule knows.</param>
/// <param name="Terms">Number of singular terms of the data that X consists of; null where it does not consist of such.</param>
/// <param name="Reason">What it rests on.</param>
/// <remarks>
/// For data with distinct singular values s₁ > s₂ > … a critical X is Σ over i ∈ 𝒮 of s_i u_i v_iᵀ (in the metric of the data). 𝒮 ≠ {1, …, r}: strict
/// saddle. 𝒮 = {1, …, r} with r as large as the widths and the data allow: global minimum. Else, a pivot is a pair of layers i > j; it is
/// tightened if one of W_N⋯W_{i+1}, W_{i−1}⋯W_{j+1}, W_{j−1}⋯W₁ has rank r (an empty product is the identity). All tightened: degenerate
/// saddle; else strict. Source: [AMG24].
/// </remarks>
public sealed record TightenedPivots(CriticalPointKind Kind, int? Terms, string Reason)
{
    // Singular values of a block below the first part of the largest are zero, above the second they are not.
    private const double ZeroPart = 1e-9, RealPart = 1e-4;

    /// <summary>Judges layers.</summary>
    /// <param name="shape">The network.</param>
    /// <param name="layers">The flat state of the layers.</param>
    /// <param name="data">The data.</param>
    /// <param name="tolerance">How far, relative to s₁, X may lie from a sum of singular terms of the data.</param>
    public static TightenedPivots Judge(NetworkShape shape, ReadOnlySpan<double> layers, BestApproximation data, double tolerance)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(data);
        double[] s = [.. data.Spectrum];
        double room = tolerance * s[0];
        int positive = s.Count(value => value > 2 * room), largest = shape.Widths.Min();
        if (shape.Layers < 2 || !data.SeesEverything)
        {
            return new(CriticalPointKind.Undecided, null, "The rule is for two layers or more and data that see every entry.");
        }
        if (Enumerable.Range(0, Math.Max(0, positive - 1)).Any(i => s[i] - s[i + 1] <= 2 * room))
        {
            return new(CriticalPointKind.Undecided, null, "The rule is for distinct singular values of the data.");
        }
        if (TermsOf(data.ComponentsOf(Block(shape, layers, 0, shape.Layers)), s, positive, room) is not { } terms)
        {
            return new(CriticalPointKind.Undecided, null, Say($"X lies farther than {room:g2} from every sum of singular terms of the data."));
        }
        int rank = terms.Count(taken => taken);
        int first = Array.IndexOf(terms, false);
        if (Array.LastIndexOf(terms, true) >= rank)
        {
            return new(CriticalPointKind.StrictSaddle, rank, Say($"X has {rank} singular terms of the data, but not term {first + 1} (s = {s[first]:g4})."));
        }
        if (rank >= Math.Min(positive, largest))
        {
            return new(CriticalPointKind.Minimum, rank, $"X has the first {rank} singular terms of the data, as many as the widths and the data allow.");
        }
        return Pivots(shape, layers, rank, s[rank]);
    }

    private static TightenedPivots Pivots(NetworkShape shape, ReadOnlySpan<double> layers, int rank, double missing)
    {
        int last = shape.Layers - 1;
        for (int i = 1; i <= last; i++)
        {
            for (int j = 0; j < i; j++)
            {
                int?[] ranks = [RankOf(shape, layers, i + 1, last + 1), RankOf(shape, layers, j + 1, i), RankOf(shape, layers, 0, j)];
                if (ranks.Contains(null))
                {
                    return new(CriticalPointKind.Undecided, rank, $"The rank of a product of layers around pivot ({i + 1}, {j + 1}) is not clear.");
                }
                if (!ranks.Contains(rank))
                {
                    return new(CriticalPointKind.StrictSaddle, rank, Say($"X has the first {rank} singular terms of the data, misses s = {missing:g4}, and pivot ({i + 1}, {j + 1}) is not tightened."));
                }
            }
        }
        return new(CriticalPointKind.DegenerateSaddle, rank, Say($"X has the first {rank} singular terms of the data, misses s = {missing:g4}, and all pivots are tightened."));
    }

    /// <summary>Which of the positive terms X has; null where it is no sum of them.</summary>
    private static bool[]? TermsOf((Matrix Components, double Outside) x, double[] s, int positive, double room)
    {
        bool[] terms = new bool[positive];
        double rest = x.Outside * x.Outside;
        for (int j = 0; j < x.Components.Columns; j++)
        {
            for (int i = 0; i < x.Components.Rows; i++)
            {
                double entry = x.Components[i, j];
                if (i == j && i < positive && entry > s[i] / 2)
                {
                    terms[i] = true;
                    entry -= s[i];
                }
                rest += entry * entry;
            }
        }
        return rest <= room * room ? terms : null;
    }

    /// <summary>The rank of the product of layers from one to before another; an empty product has the rank of its width. Null where it is not clear.</summary>
    private static int? RankOf(NetworkShape shape, ReadOnlySpan<double> layers, int from, int to)
    {
        if (from == to)
        {
            return shape.Widths[from];
        }
        SingularFactors block = SingularFactors.Of(Block(shape, layers, from, to).View);

        // Against the layers it is made of, so that a product of next to nothing has rank zero.
        double size = 1;
        for (int p = from; p < to; p++)
        {
            size *= Math.Max(SingularFactors.Of(shape.Layer(layers, p)).Sigma[0], double.Epsilon);
        }
        int certain = 0, possible = 0;
        foreach (double value in block.Sigma)
        {
            certain += value > RealPart * size ? 1 : 0;
            possible += value > ZeroPart * size ? 1 : 0;
        }
        return certain == possible ? certain : null;
    }

    private static Matrix Block(NetworkShape shape, ReadOnlySpan<double> layers, int from, int to)
    {
        Matrix product = Matrix.CopyOf(shape.Layer(layers, from));
        for (int p = from + 1; p < to; p++)
        {
            Matrix next = new(shape.Widths[p + 1], product.Columns);
            DenseKernels.Default.Multiply(1, shape.Layer(layers, p), Transpose.No, product.View, Transpose.No, 0, next.View);
            product = next;
        }
        return product;
    }

    private static string Say(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
