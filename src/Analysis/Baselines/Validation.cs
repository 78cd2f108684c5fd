using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>A tenth of the observed entries set aside, by which a baseline chooses its rank and penalty: the entries that score a study are never seen.</summary>
internal sealed class Validation
{
    private const double Kept = 0.9;

    private readonly Matrix data;
    private readonly (int Row, int Column)[] aside;

    /// <summary>The split of some observed entries; it depends on the mask alone.</summary>
    public Validation(Matrix data, Mask observed)
    {
        this.data = data;
        Fitted = observed.RandomSubset(Kept, seed: 1);
        aside = [.. observed.Entries.Where(entry => !Fitted[entry.Row, entry.Column])];
    }

    /// <summary>The entries to fit.</summary>
    public Mask Fitted { get; }

    /// <summary>Whether there is anything to validate on.</summary>
    public bool Exists => aside.Length > 0 && Fitted.Count > 0;

    /// <summary>Number of entries set aside.</summary>
    public int Count => aside.Length;

    /// <summary>Root mean square error on the entries set aside.</summary>
    public double Error(Matrix estimate) => Math.Sqrt(aside.Average(entry => Math.Pow(estimate[entry.Row, entry.Column] - data[entry.Row, entry.Column], 2)));
}
