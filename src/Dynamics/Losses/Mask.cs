using System.Collections.Immutable;

namespace DlnDynamics.Dynamics;

/// <summary>Which entries of a matrix are observed. Immutable.</summary>
public sealed class Mask
{
    private readonly bool[] observed;

    private Mask(int rows, int columns, bool[] observed)
    {
        Rows = rows;
        Columns = columns;
        this.observed = observed;
        Count = observed.Count(one => one);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of columns.</summary>
    public int Columns { get; }

    /// <summary>Number of observed entries.</summary>
    public int Count { get; }

    /// <summary>Whether an entry is observed.</summary>
    public bool this[int row, int column] => observed[row + column * Rows];

    /// <summary>The observed entries (row, column), column after column.</summary>
    public ImmutableArray<(int Row, int Column)> Entries =>
        [.. from j in Enumerable.Range(0, Columns) from i in Enumerable.Range(0, Rows) where this[i, j] select (i, j)];

    /// <summary>A mask from a rule.</summary>
    public static Mask Where(int rows, int columns, Func<int, int, bool> isObserved)
    {
        ArgumentNullException.ThrowIfNull(isObserved);
        bool[] entries = new bool[checked(rows * columns)];
        for (int j = 0; j < columns; j++)
        {
            for (int i = 0; i < rows; i++)
            {
                entries[i + j * rows] = isObserved(i, j);
            }
        }
        return new(rows, columns, entries);
    }

    /// <summary>Every entry.</summary>
    public static Mask All(int rows, int columns) => Where(rows, columns, (_, _) => true);

    /// <summary>The diagonal.</summary>
    public static Mask Diagonal(int size) => Where(size, size, (i, j) => i == j);

    /// <summary>A uniformly random subset of exactly round(fraction·count) of these entries; it depends on the seed, the shape and these entries.</summary>
    public Mask RandomSubset(double fraction, long seed)
    {
        if (!(fraction > 0 && fraction <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(fraction), fraction, "A fraction lies above 0 and at most at 1.");
        }
        RandomSource random = new(seed, "observed", Rows, Columns);
        int[] places = [.. Enumerable.Range(0, observed.Length).Where(place => observed[place])];
        bool[] chosen = new bool[observed.Length];
        int wanted = (int)Math.Round(fraction * places.Length, MidpointRounding.AwayFromZero);
        for (int k = 0; k < wanted; k++)
        {
            int pick = k + random.NextInteger(places.Length - k);
            (places[k], places[pick]) = (places[pick], places[k]);
            chosen[places[k]] = true;
        }
        return new(Rows, Columns, chosen);
    }
}
