using System.Collections.Concurrent;
using System.Collections.Immutable;

namespace DlnDynamics.Oracles;

/// <summary>A rooted tree, up to the order of its branches.</summary>
public sealed record RootedTree(ImmutableArray<RootedTree> Children)
{
    private static readonly ConcurrentDictionary<int, ImmutableArray<RootedTree>> Known = new();

    public int Size => 1 + Children.Sum(c => c.Size);

    /// <summary>γ: the size times the densities of the branches.</summary>
    public double Density => Children.Aggregate((double)Size, (product, child) => product * child.Density);

    /// <summary>All trees with a number of vertices: 1, 1, 2, 4, 9, 20, ….</summary>
    public static ImmutableArray<RootedTree> OfSize(int size) =>
        Known.GetOrAdd(size, n => [.. Forests(n - 1, n - 1, int.MaxValue).Select(f => new RootedTree(f))]);

    // Multisets of trees with given total size, listed with non-increasing (size, index) so that each comes once.
    private static IEnumerable<ImmutableArray<RootedTree>> Forests(int total, int largest, int largestIndex)
    {
        if (total == 0)
        {
            yield return [];
            yield break;
        }
        for (int size = Math.Min(total, largest); size >= 1; size--)
        {
            ImmutableArray<RootedTree> trees = OfSize(size);
            int limit = size == largest ? Math.Min(trees.Length - 1, largestIndex) : trees.Length - 1;
            for (int index = 0; index <= limit; index++)
            {
                foreach (ImmutableArray<RootedTree> rest in Forests(total - size, size, index))
                {
                    yield return rest.Insert(0, trees[index]);
                }
            }
        }
    }
}
