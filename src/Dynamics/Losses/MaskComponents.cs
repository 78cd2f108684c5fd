using System.Collections.Immutable;

namespace DlnDynamics.Dynamics;

/// <summary>The connected components of a mask's bipartite graph: rows and columns are joined where their entry is observed.</summary>
/// <remarks>A row or column without an observed entry is a component by itself. Components count from 0, in the order of their first row, then of their first column.</remarks>
public sealed class MaskComponents
{
    /// <summary>The components of a mask. Cost: m·n.</summary>
    public MaskComponents(Mask mask) : this(mask?.Rows ?? throw new ArgumentNullException(nameof(mask)), mask.Columns, mask.Entries)
    {
    }

    /// <summary>The components of a list of entries. Cost: m + n and their number.</summary>
    public MaskComponents(int rows, int columns, IEnumerable<(int Row, int Column)> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        int[] parent = [.. Enumerable.Range(0, rows + columns)];
        int Root(int node)
        {
            while (parent[node] != node)
            {
                node = parent[node] = parent[parent[node]];
            }
            return node;
        }
        foreach ((int i, int j) in entries)
        {
            (int one, int other) = (Root(i), Root(rows + j));
            parent[Math.Max(one, other)] = Math.Min(one, other);
        }

        // A root is the smallest of its nodes, so roots come in the order of first appearance.
        int[] number = new int[parent.Length];
        for (int node = 0; node < parent.Length; node++)
        {
            number[node] = Root(node) == node ? Count++ : number[Root(node)];
        }
        OfRow = [.. number.Take(rows)];
        OfColumn = [.. number.Skip(rows)];
    }

    /// <summary>Number of components.</summary>
    public int Count { get; }

    /// <summary>The component of each row.</summary>
    public ImmutableArray<int> OfRow { get; }

    /// <summary>The component of each column.</summary>
    public ImmutableArray<int> OfColumn { get; }
}
