using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>The singular values of a given matrix that count as its rank, and what a reader should know of that decision.</summary>
/// <remarks>Without a stated rank, singular values up to max(m, n)·ε·σ₁ are zeros: rounding alone makes them so large.</remarks>
public sealed class CountedModes
{
    // A singular value that clears round-off by less may still be the rounding of whatever wrote the file.
    private const double CloseCall = 1000;

    private CountedModes(SingularFactors factors, Matrix x, int rank)
    {
        FlowState point = new(x.Rows, x.Columns, rank);
        for (int i = 0; i < rank; i++)
        {
            factors.Left.View.Column(i).CopyTo(point.Left.View.Column(i));
            factors.Right.View.Column(i).CopyTo(point.Right.View.Column(i));
            point.LogSigma[i] = Math.Log(factors.Sigma[i]);
        }
        Point = SpectralPoint.Of(point);
        SingularValues = [.. factors.Sigma[..rank]];
        EffectiveRank = new EffectiveRank().Measure(point);
        StableRank = new StableRank().Measure(point);
    }

    /// <summary>The matrix of that rank nearest to the given one, by its modes.</summary>
    public SpectralPoint Point { get; }

    /// <summary>m.</summary>
    public int Rows => Point.Stratum.Rows;

    /// <summary>n.</summary>
    public int Columns => Point.Stratum.Columns;

    /// <summary>How many count.</summary>
    public int Rank => Point.Stratum.Rank;

    /// <summary>σᵢ, largest first, as many as the rank.</summary>
    public ImmutableArray<double> SingularValues { get; }

    /// <summary>Of these singular values.</summary>
    public double EffectiveRank { get; }

    /// <summary>Of these singular values.</summary>
    public double StableRank { get; }

    /// <summary>Sentences on the rank: what was taken as zero, and what is a close call.</summary>
    public ImmutableArray<string> Notes { get; private init; } = [];

    /// <summary>The modes of a finite matrix.</summary>
    /// <param name="x">X.</param>
    /// <param name="rank">How many count, of those that are not exactly 0; null: those above round-off.</param>
    /// <exception cref="ArgumentException">There are not so many, or a singular value overflows; the message says what would be right.</exception>
    public static CountedModes Of(Matrix x, int? rank = null)
    {
        ArgumentNullException.ThrowIfNull(x);
        SingularFactors factors = SingularFactors.Of(x.View);
        double[] sigma = [.. factors.Sigma];
        if (!double.IsFinite(sigma[0]))
        {
            throw new ArgumentException("the largest singular value overflows double precision (largest: 1.8e308); divide the matrix by a constant.");
        }
        int positive = sigma.Count(value => value > 0), numerical = factors.RankAbove(Math.Max(x.Rows, x.Columns) * Math.ScaleB(1, -52));
        return rank > positive
            ? throw new ArgumentException(positive == 0
                ? "every entry is 0, and so is every singular value; state no rank."
                : $"{positive} singular values are not 0; expected a rank from 1 to {positive}, found {rank}.")
            : new(factors, x, rank ?? numerical) { Notes = [.. NotesOn(sigma, rank ?? numerical, rank is not null, Math.Max(x.Rows, x.Columns))] };
    }

    private static IEnumerable<string> NotesOn(double[] sigma, int rank, bool isStated, int size)
    {
        double level = size * Math.ScaleB(1, -52) * sigma[0];
        if (rank < sigma.Length && rank > 0)
        {
            string why = isStated ? "as was asked" : Say($"not above the round-off of the decomposition, max(m, n)·ε·σ₁ = {level:G3}");
            yield return Say($"{rank} of {sigma.Length} singular values count; the others, {sigma[rank]:G3} and less, are taken as zeros: {why}.");
        }
        int clear = sigma.Count(value => value > CloseCall * level);
        if (rank > clear)
        {
            bool isOne = rank == clear + 1;
            string to = rank == clear + 2 ? "and" : "to";
            string which = isOne ? Say($"Singular value {rank} is {sigma[clear]:G3}") : Say($"Singular values {clear + 1} {to} {rank} are {sigma[clear]:G3} {to} {sigma[rank - 1]:G3}");
            yield return Say($"{which}, and the round-off of the decomposition, max(m, n)·ε·σ₁, is {level:G3}: {(isOne ? "it" : "they")} may be nothing but rounding. ")
                + $"Rank {clear} would count only what is a factor 1000 above it.";
        }
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
