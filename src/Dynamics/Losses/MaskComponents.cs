using System.Collections.Immutable;

namespace DlnDynamics.Dynamics;

/// <summary>The connected components of a mask's bipartite graph: rows and columns are joined where their entry is observed.</summary>
/// <remarks>A row or column without an observed entry is a component by itself. Components count from 0, in the order of their first row, then of their first column.</remarks>
public sealed class MaskComponents
{
    /// <summary>The components of a mask. Cost: m·n.</summary>
    public MaskComponents(Mask mask)
    {
        ArgumentNullException.ThrowIfNull(mask);
        int[] parent = [.. Enumerable.Range(0, mask.Rows + mask.Columns)];
        int Root(int node)
        {
            while (parent[node] != node)
            {
                node = parent[node] = parent[parent[node]];
            }
            return node;
        }
        foreach ((int i, int j) in mask.Entries)
        {
            (int one, int other) = (Root(i), Root(mask.Rows + j));
            parent[Math.Max(one, other)] = Math.Min(one, other);
        }

        // A root is the smallest of its nodes, so roots come in the order of first appearance.
        int[] number = new int[parent.Length];
        for (int node = 0; node < parent.Length; node++)
        {
            number[node] = Root(node) == node ? Count++ : number[Root(node)];
        }
        OfRow = [.. number.Take(mask.Rows)];
        OfColumn = [.. number.Skip(mask.Rows)];
    }

    /// <summary>Number of components.</summary>
    public int Count { get; }

    /// <summary>The component of each row.</summary>
    public ImmutableArray<int> OfRow { get; }

    /// <summary>The component of each column.</summary>
    public ImmutableArray<int> OfColumn { get; }
}
