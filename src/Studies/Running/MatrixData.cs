using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>Data that are a matrix of which X should come to be: completion, factorization, linear functional.</summary>
internal sealed class MatrixData : ProblemData
{
    // Singular values of a fully known matrix that are smaller than this part of the largest count as zero.
    private const double RankTolerance = 1e-9;

    private readonly NamedMatrix? file;
    private readonly Matrix data;
    private readonly Mask present;
    private readonly DataUnits units;

    /// <summary>The data of a problem.</summary>
    public MatrixData(ProblemSettings problem)
    {
        data = DataOf(problem.Data);
        file = (problem.Data as MatrixOfFile)?.Matrix;
        present = Mask.Where(data.Rows, data.Columns, (i, j) => !double.IsNaN(data[i, j]));
        Observed = problem is CompletionSettings completion ? ObservedOf(completion.Observed, present) : present;
        units = DataUnits.Of(data, Observed, problem);
        Scaled = new(data.Rows, data.Columns);
        for (int j = 0; j < data.Columns; j++)
        {
            for (int i = 0; i < data.Rows; i++)
            {
                Scaled[i, j] = units.ToScaled(i, j, data[i, j]);
            }
        }
        Loss = WithRidge(LossOf(problem), problem);
    }

    /// <inheritdoc/>
    public override ILoss Loss { get; }

    /// <summary>The data in scaled units; NaN where missing.</summary>
    public Matrix Scaled { get; }

    /// <summary>The entries that the loss sees.</summary>
    public Mask Observed { get; }

    /// <inheritdoc/>
    public override string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{data.Rows} × {data.Columns} entries, {present.Count} known, {Observed.Count} observed, {Names}; {units.Sentence}");

    private string Names => (file?.RowNames.IsDefault ?? true, file?.ColumnNames.IsDefault ?? true) switch
    {
        (true, true) => "no names",
        (false, true) => "rows named",
        (true, false) => "columns named",
        _ => "rows and columns named",
    };

    /// <inheritdoc/>
    public override HeldOutError? HeldOut()
    {
        Mask heldOut = Mask.Where(data.Rows, data.Columns, (i, j) => present[i, j] && !Observed[i, j]);
        return heldOut.Count == 0 ? null : new(data, heldOut, units.ToData);
    }

    /// <inheritdoc/>
    public override int? KnownRank()
    {
        if (present.Count < data.Rows * data.Columns)
        {
            return null;
        }
        SingularFactors factors = SingularFactors.Of(Scaled.View);
        return factors.RankAbove(RankTolerance);
    }

    /// <inheritdoc/>
    public override NamedMatrix? Completed(Matrix x)
    {
        if (file is null)
        {
            return null;
        }
        double[] values = new double[x.Rows * x.Columns];
        for (int j = 0; j < x.Columns; j++)
        {
            for (int i = 0; i < x.Rows; i++)
            {
                values[i + j * x.Rows] = units.ToData(i, j, x[i, j]);
            }
        }
        return new(x.Rows, x.Columns, [.. values], file.RowNames, file.ColumnNames);
    }

    private ILoss LossOf(ProblemSettings problem) => problem switch
    {
        FactorizationSettings => new FactorizationLoss(Scaled),
        LinearSettings => new LinearLoss(Scaled),
        CompletionSettings { Weights: var weights } when CompletionSettings.IsSparse(Observed.Count, Scaled.Rows, Scaled.Columns) => new SparseCompletionLoss(Scaled, Observed, weights?.Matrix.ToMatrix()),
        CompletionSettings { Weights: var weights } => new CompletionLoss(Scaled, Observed, weights?.Matrix.ToMatrix()),
        _ => throw new ArgumentException($"No loss is made of {problem.GetType().Name}.", nameof(problem)),
    };

    private static Matrix DataOf(MatrixSource source)
    {
        switch (source)
        {
            case MatrixOfFile { Matrix: var read }:
                return read.ToMatrix();
            case DiagonalMatrix diagonal:
                Matrix known = new(diagonal.Rows, diagonal.Columns);
                known.View.Fill(double.NaN);
                for (int i = 0; i < diagonal.Rows; i++)
                {
                    known[i, i] = diagonal.Values[i];
                }
                return known;
            default:
                return SyntheticData.Of((SyntheticMatrix)source);
        }
    }

    private static Mask ObservedOf(ObservedEntries rule, Mask present) => rule switch
    {
        FractionOfEntries { Columns.IsDefault: true } all => present.RandomSubset(all.Fraction, all.Seed),
        FractionOfEntries some => Within(some, present),
        MaskedEntries(var marks, _) => Mask.Where(present.Rows, present.Columns, (i, j) => marks[i + j * present.Rows]),
        DiagonalEntries => Mask.Where(present.Rows, present.Columns, (i, j) => i == j && present[i, j]),
        _ => present,
    };

    private static Mask Within(FractionOfEntries some, Mask present)
    {
        Mask drawn = Mask.Where(present.Rows, present.Columns, (i, j) => present[i, j] && some.Columns.Contains(j)).RandomSubset(some.Fraction, some.Seed);
        return Mask.Where(present.Rows, present.Columns, (i, j) => drawn[i, j] || (present[i, j] && !some.Columns.Contains(j)));
    }
}
