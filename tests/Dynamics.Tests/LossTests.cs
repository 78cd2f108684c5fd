using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Losses that are the same function in two forms agree, and every form refuses what it cannot mean.</summary>
public sealed class LossTests
{
    private const int Rows = 6;
    private const int Columns = 4;

    private static readonly Matrix Target = Samples.Gaussian(Rows, Columns, 1);
    private static readonly Mask Observed = Mask.All(Rows, Columns).RandomSubset(0.5, 3);
    private static readonly Matrix Weights = Samples.Positive(Rows, Columns, 2);
    private static readonly Matrix Left = Samples.Gaussian(Rows, 3, 4);
    private static readonly Matrix Right = Samples.Gaussian(Columns, 3, 5);

    [Fact]
    public void The_list_of_entries_and_the_whole_matrix_are_one_weighted_completion() =>
        AssertSame(new CompletionLoss(Target, Observed, Weights), new SparseCompletionLoss(Target, Observed, Weights));

    [Fact]
    public void A_weight_is_the_number_of_times_an_entry_counts()
    {
        Matrix twice = Matrix.CopyOf(Weights.View);
        twice.View.Fill(2);
        CompletionLoss once = new(Target, Observed), doubled = new(Target, Observed, twice);
        Assert.Equal(2 * once.Value(Weights.View), doubled.Value(Weights.View), 1e-13);
    }

    [Fact]
    public void Completion_is_sensing_by_unit_matrices_dense_or_sparse()
    {
        var entries = Observed.Entries;
        double[] values = [.. entries.Select(entry => Target[entry.Row, entry.Column])];
        CompletionLoss completion = new(Target, Observed);
        AssertSame(completion, new SensingLoss(new SparseMeasurements(Rows, Columns, entries.Select(entry => new[] { (entry.Row, entry.Column, 1.0) })), values));
        AssertSame(completion, new SensingLoss(new DenseMeasurements(entries.Select(entry =>
        {
            Matrix unit = new(Rows, Columns);
            unit[entry.Row, entry.Column] = 1;
            return unit;
        })), values));
    }

    public static TheoryData<string> FactoredLosses => ["sparse completion", "weighted", "ridge"];

    [Theory, MemberData(nameof(FactoredLosses))]
    public void Thin_factors_give_what_the_whole_matrix_gives(string name)
    {
        IFactoredLoss loss = Factored(name);
        Matrix a = Samples.Gaussian(Rows, 2, 6), b = Samples.Gaussian(Columns, 2, 7), x = Samples.Product(a, Samples.Transposed(b)), whole = new(Rows, Columns);
        Matrix timesRight = new(Rows, 3), leftTimes = new(Columns, 3);
        Assert.Equal(loss.Value(x.View), loss.Value(a.View, b.View), 1e-13 * loss.Value(x.View));
        loss.Gradient(x.View, whole.View);
        loss.ApplyGradient(a.View, b.View, Left.View, Right.View, timesRight.View, leftTimes.View);
        Assert.InRange(Samples.Distance(Samples.Product(whole, Right), timesRight), 0, 1e-13);
        Assert.InRange(Samples.Distance(Samples.Product(Samples.Transposed(whole), Left), leftTimes), 0, 1e-13);
        loss.ApplyHessian(Target.View, x.View, whole.View);
        loss.ApplyHessian(a.View, b.View, Left.View, Right.View, timesRight.View, leftTimes.View);
        Assert.InRange(Samples.Distance(Samples.Product(whole, Right), timesRight), 0, 1e-13);
        Assert.InRange(Samples.Distance(Samples.Product(Samples.Transposed(whole), Left), leftTimes), 0, 1e-13);
    }

    /// <summary>Wide problems are transposed inside the flow: the field must be that of the tall one, with thin factors or without.</summary>
    [Theory, MemberData(nameof(FactoredLosses))]
    public void A_wide_problem_by_thin_factors_flows_as_the_dense_one(string name)
    {
        IFactoredLoss wide = Factored(name, transposed: true);
        BalancedLowRank start = new(Rank: 2, Scale: 0.4, Seed: 8);
        GradientFlow thin = GradientFlow.From(start, Depth.Of(3), wide), dense = GradientFlow.From(start, Depth.Of(3), new Opaque(wide));
        double[] first = new double[thin.Field.Dimension], second = new double[thin.Field.Dimension];
        thin.Field.Evaluate(0, thin.Start.AsSpan(), first);
        dense.Field.Evaluate(0, dense.Start.AsSpan(), second);
        Assert.InRange(first.Zip(second, (one, other) => Math.Abs(one - other)).Max(), 0, 1e-13);
        Assert.Contains(first, value => Math.Abs(value) > 1e-2);
    }

    [Fact]
    public void A_million_by_a_million_entries_need_no_matrix()
    {
        const int Size = 1_000_000;
        long before = GC.GetAllocatedBytesForCurrentThread();
        SparseCompletionLoss loss = new(Size, Size, [new(0, 0, 1), new(Size - 1, Size - 1, 2, Weight: 3)]);
        Matrix a = new(Size, 1), b = new(Size, 1), timesRight = new(Size, 1), leftTimes = new(Size, 1);
        a[0, 0] = b[0, 0] = 1;
        Assert.Equal(6, loss.Value(a.View, b.View));
        loss.ApplyGradient(a.View, b.View, a.View, b.View, timesRight.View, leftTimes.View);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000_000);
        Assert.Equal((Size * 2) - 2, loss.Components.Count);
    }

    [Fact]
    public void What_a_loss_cannot_mean_is_refused_with_the_place()
    {
        static void Refuses(string part, Action make) => Assert.Contains(part, Assert.ThrowsAny<ArgumentException>(make).Message, StringComparison.Ordinal);
        Matrix negative = Matrix.CopyOf(Weights.View);
        (int row, int column) = Observed.Entries[0];
        negative[row, column] = 0;
        Refuses($"row {row + 1}, column {column + 1} is 0; it must be positive", () => _ = new CompletionLoss(Target, Observed, negative));
        Refuses("weights are 4 × 4", () => _ = new CompletionLoss(Target, Observed, new Matrix(4, 4)));
        Refuses("observed twice", () => _ = new SparseCompletionLoss(2, 2, [new(0, 1, 1), new(0, 1, 2)]));
        Refuses("outside a 2 × 2", () => _ = new SparseCompletionLoss(2, 2, [new(2, 1, 1)]));
        Refuses("No entry", () => _ = new SparseCompletionLoss(2, 2, []));
        Refuses("2 values of 1 measurements", () => _ = new SensingLoss(new DenseMeasurements([Target]), [1, 2]));
        Refuses("value of measurement 1 is NaN", () => _ = new SensingLoss(new DenseMeasurements([Target]), [double.NaN]));
        Refuses("Operator 2 is 4 × 4", () => _ = new DenseMeasurements([Target, new Matrix(4, 4)]));
        Refuses("no operator", () => _ = new DenseMeasurements([]));
        Refuses("Operator 2 has 1 in row 3, column 1", () => _ = new SparseMeasurements(2, 2, [[], [(2, 0, 1)]]));
        Refuses("not a finite number", () => _ = new LinearLoss(Matrix.Diagonal(double.NaN)));
        Refuses("A ridge is a positive number", () => RidgeLoss.Of(new FactorizationLoss(Target), 0));
    }

    private static IFactoredLoss Factored(string name, bool transposed = false)
    {
        (int rows, int columns) = transposed ? (Columns, Rows) : (Rows, Columns);
        Mask mask = transposed ? Mask.Where(rows, columns, (i, j) => Observed[j, i]) : Observed;
        Matrix target = transposed ? Samples.Transposed(Target) : Target, weights = transposed ? Samples.Transposed(Weights) : Weights;
        return name switch
        {
            "weighted" => new SparseCompletionLoss(target, mask, weights),
            "ridge" => (IFactoredLoss)RidgeLoss.Of(new SparseCompletionLoss(target, mask), 0.3),
            _ => new SparseCompletionLoss(target, mask),
        };
    }

    private static void AssertSame(CompletionLoss one, ILoss other)
    {
        Matrix x = Samples.Gaussian(Rows, Columns, 9), z = Samples.Gaussian(Rows, Columns, 10), first = new(Rows, Columns), second = new(Rows, Columns);
        Assert.Equal(one.Value(x.View), other.Value(x.View), 1e-13 * one.Value(x.View));
        one.Gradient(x.View, first.View);
        other.Gradient(x.View, second.View);
        Assert.InRange(Samples.Distance(first, second), 0, 1e-14);
        one.ApplyHessian(x.View, z.View, first.View);
        other.ApplyHessian(x.View, z.View, second.View);
        Assert.InRange(Samples.Distance(first, second), 0, 1e-14);
    }
}
