using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>The loss of a run, in scaled units, and what its data know beyond it: held-out entries, the true rank, names.</summary>
internal sealed class ProblemData
{
    // Below this share of observed entries a list of them is cheaper than whole matrices.
    private const double SparseShare = 0.05;

    // Singular values of a fully known matrix that are smaller than this part of the largest count as zero.
    private const double RankTolerance = 1e-9;

    private readonly MatrixOfFile? file;
    private readonly Matrix truth;
    private readonly Mask present;
    private readonly Mask observed;

    private ProblemData(ProblemSettings problem)
    {
        file = problem.Matrix as MatrixOfFile;
        Matrix data = DataOf(problem.Matrix);
        present = Mask.Where(data.Rows, data.Columns, (i, j) => !double.IsNaN(data[i, j]));
        observed = problem is CompletionSettings completion ? ObservedOf(completion.Observed, present) : present;
        Unit = problem.Scale switch
        {
            FixedScale(var value) => value,
            UnitSpectralNorm => SpectralNorm(data, observed),
            _ => RootMeanSquare(data, observed),
        };
        truth = data;
        VectorOperations.Scale(1 / Unit, truth.Data);
        Loss = problem switch
        {
            FactorizationSettings => new FactorizationLoss(truth),
            CompletionSettings when observed.Count < SparseShare * truth.Rows * truth.Columns => new SparseCompletionLoss(truth, observed),
            CompletionSettings => new CompletionLoss(truth, observed),
            _ => throw new ArgumentException($"No loss is made of {problem.GetType().Name}.", nameof(problem)),
        };
    }

    /// <summary>The loss in scaled units.</summary>
    public ILoss Loss { get; }

    /// <summary>What one scaled unit is in the units of the data.</summary>
    public double Unit { get; }

    /// <summary>What was read, in words: shape, known and observed entries, names, unit.</summary>
    public string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{truth.Rows} × {truth.Columns} entries, {present.Count} known, {observed.Count} observed, {Names}; one scaled unit is {Unit:g6} in the data.");

    private string Names => (file?.Matrix.RowNames.IsDefault ?? true, file?.Matrix.ColumnNames.IsDefault ?? true) switch
    {
        (true, true) => "no names",
        (false, true) => "rows named",
        (true, false) => "columns named",
        _ => "rows and columns named",
    };

    /// <summary>Builds the loss of a problem whose files are already read.</summary>
    public static ProblemData Of(ProblemSettings problem) => new(problem);

    /// <summary>The error on the entries that are known but not observed, in the data's units; null where there are none.</summary>
    public HeldOutError? HeldOut()
    {
        Mask heldOut = Mask.Where(truth.Rows, truth.Columns, (i, j) => present[i, j] && !observed[i, j]);
        return heldOut.Count == 0 ? null : new(truth, heldOut, Unit);
    }

    /// <summary>The rank of the data where every entry is known; null otherwise.</summary>
    public int? KnownRank()
    {
        if (present.Count < truth.Rows * truth.Columns)
        {
            return null;
        }
        int modes = Math.Min(truth.Rows, truth.Columns);
        double[] sigma = new double[modes];
        Matrix u = new(truth.Rows, modes), v = new(truth.Columns, modes);
        return DenseKernels.Default.SingularValues(truth.Rows, truth.Columns).TryDecompose(truth.View, u.View, sigma, v.View)
            ? sigma.Count(value => value > RankTolerance * sigma[0])
            : null;
    }

    /// <summary>An end-to-end matrix in the units and with the names of the data; null where the data are synthetic.</summary>
    public NamedMatrix? Completed(Matrix x) => file is null
        ? null
        : new(x.Rows, x.Columns, [.. x.Data.ToArray().Select(value => value * Unit)], file.Matrix.RowNames, file.Matrix.ColumnNames);

    private static Matrix DataOf(MatrixSource source)
    {
        if (source is MatrixOfFile { Matrix: var read })
        {
            return read.ToMatrix();
        }
        SyntheticMatrix synthetic = (SyntheticMatrix)source;
        int rank = synthetic.SingularValues.Length;
        RandomSource random = new(synthetic.Seed, "synthetic", synthetic.Rows, synthetic.Columns);
        Matrix left = RandomFrames.Orthonormal(synthetic.Rows, rank, random), right = RandomFrames.Orthonormal(synthetic.Columns, rank, random);
        Matrix product = new(synthetic.Rows, synthetic.Columns);
        for (int k = 0; k < rank; k++)
        {
            VectorOperations.Scale(synthetic.SingularValues[k], left.View.Column(k));
        }
        DenseKernels.Default.Multiply(1, left.View, Transpose.No, right.View, Transpose.Yes, 0, product.View);
        return product;
    }

    private static Mask ObservedOf(ObservedEntries rule, Mask present) => rule switch
    {
        FractionOfEntries(var fraction, var seed) => present.RandomSubset(fraction, seed),
        MaskedEntries(var marks, _) => Mask.Where(present.Rows, present.Columns, (i, j) => marks[i + j * present.Rows]),
        DiagonalEntries => Mask.Where(present.Rows, present.Columns, (i, j) => i == j && present[i, j]),
        _ => present,
    };

    /// <summary>The largest singular value of the observed entries, zero elsewhere: held-out entries must not leak into the scale.</summary>
    private static double SpectralNorm(Matrix data, Mask observed)
    {
        Matrix seen = new(data.Rows, data.Columns);
        foreach ((int i, int j) in observed.Entries)
        {
            seen[i, j] = data[i, j];
        }
        int modes = Math.Min(data.Rows, data.Columns);
        bool tall = data.Rows >= data.Columns;
        Matrix gram = new(modes, modes), vectors = new(modes, modes);
        double[] squares = new double[modes];
        DenseKernels.Default.Multiply(1, seen.View, tall ? Transpose.Yes : Transpose.No, seen.View, tall ? Transpose.No : Transpose.Yes, 0, gram.View);
        return DenseKernels.Default.SymmetricEigen(modes).TryDecompose(gram.View, squares, vectors.View) && squares[0] > 0
            ? Math.Sqrt(squares[0])
            : throw new ArgumentException("The observed entries are all zero or too large to have a spectral norm.");
    }

    private static double RootMeanSquare(Matrix data, Mask observed)
    {
        double sum = observed.Entries.Sum(entry => data[entry.Row, entry.Column] * data[entry.Row, entry.Column]);
        return sum > 0 ? Math.Sqrt(sum / observed.Count) : throw new ArgumentException("The observed entries are all zero.");
    }
}
