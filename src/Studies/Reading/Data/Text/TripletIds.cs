using System.Collections.Immutable;
using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>The ids of the rows or of the columns of a matrix, in the order of their first appearance, until they are sorted.</summary>
internal sealed class TripletIds
{
    private readonly Dictionary<string, int> indices = [];
    private readonly List<string> ids = [];

    public int Count => ids.Count;

    /// <summary>The index of an id, in the order of first appearance.</summary>
    public int IndexOf(string id)
    {
        if (!indices.TryGetValue(id, out int index))
        {
            indices[id] = index = ids.Count;
            ids.Add(id);
        }
        return index;
    }

    /// <summary>The names in their final order, and the place of every index in it: by size if all are numbers, else as they appeared.</summary>
    /// <exception cref="DataFormatException">Two ids are one number.</exception>
    public (ImmutableArray<string> Names, int[] Places) Sorted()
    {
        double[] numbers = new double[Count];
        int[] order = [.. Enumerable.Range(0, Count)];
        bool isNumeric = order.All(i => double.TryParse(ids[i], NumberStyles.Float, CultureInfo.InvariantCulture, out numbers[i]) && double.IsFinite(numbers[i]));
        if (isNumeric)
        {
            Array.Sort((double[])numbers.Clone(), order);
            int twice = Enumerable.Range(1, Count - 1).FirstOrDefault(k => numbers[order[k]] == numbers[order[k - 1]]);
            if (twice > 0)
            {
                throw new DataFormatException($"the ids \"{CellNumber.Shown(ids[order[twice - 1]])}\" and \"{CellNumber.Shown(ids[order[twice]])}\" are one number; write it in one way.");
            }
        }
        int[] places = new int[Count];
        for (int k = 0; k < Count; k++)
        {
            places[order[k]] = k;
        }
        return ([.. order.Select(i => ids[i])], places);
    }
}
