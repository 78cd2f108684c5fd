namespace DlnDynamics.Studies;

/// <summary>Matrix completion: ½ Σ over observed entries of ω·(X − target)².</summary>
/// <param name="Data">The data; entries that are missing are never observed.</param>
/// <param name="Observed">Which of the present entries the loss sees; the others are held out.</param>
/// <param name="Scale">What the data are divided by.</param>
public sealed record CompletionSettings(MatrixSource Data, ObservedEntries Observed, DataScale Scale) : ProblemSettings(Data, Scale)
{
    /// <summary>ω, positive where observed; null: 1 everywhere.</summary>
    public MatrixOfFile? Weights { get; init; }

    /// <summary>About how many entries the loss sees; those of a draw within some columns count as if it left none out.</summary>
    internal double ObservedCount => Observed switch
    {
        MaskedEntries(var marks, _) => marks.Count(mark => mark),
        DiagonalEntries => Math.Min(Rows, Columns),
        FractionOfEntries { Columns.IsDefault: true, Fraction: var fraction } => fraction * PresentCount,
        _ => PresentCount,
    };

    /// <summary>Whether the entries that a loss sees are so few, of all of X, that a list of them is cheaper than whole matrices.</summary>
    internal static bool IsSparse(double observed, int rows, int columns) => observed < SparseShare * rows * columns;

    private const double SparseShare = 0.05;

    private double PresentCount => Data switch
    {
        MatrixOfFile { Matrix: var read } => read.PresentCount,
        DiagonalMatrix { Values.Length: var known } => known,
        _ => (double)Rows * Columns,
    };
}
