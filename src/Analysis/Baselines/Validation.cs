using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>A tenth of the observed entries set aside, by which a baseline chooses its rank and penalty: the entries that score a study are never seen.</summary>
internal sealed class Validation
{
    private const double Kept = 0.9;
    private const int Fewest = 20;

    private readonly Matrix data;
    private readonly (int Row, int Column)[] aside;

    /// <summary>The split of some observed entries; it depends on the mask alone.</summary>
    /// <exception cref="ArgumentException">Fewer than twenty entries are observed, so that there would not be two to choose by.</exception>
    public Validation(Matrix data, Mask observed)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(observed);
        if (observed.Count < Fewest)
        {
            throw new ArgumentException($"{observed.Count} observed entries are too few to choose a rank or a penalty by: at least {Fewest} are needed.");
        }
        this.data = data;
        Fitted = observed.RandomSubset(Kept, seed: 1);
        aside = [.. observed.Entries.Where(entry => !Fitted[entry.Row, entry.Column])];
    }

    /// <summary>The entries to fit.</summary>
    public Mask Fitted { get; }

    /// <summary>Number of entries set aside.</summary>
    public int Count => aside.Length;

    /// <summary>Root mean square error on the entries set aside.</summary>
    public double Error(Matrix estimate) => Math.Sqrt(aside.Average(entry => Math.Pow(estimate[entry.Row, entry.Column] - data[entry.Row, entry.Column], 2)));
}
