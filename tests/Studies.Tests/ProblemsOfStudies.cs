using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies.Tests;

/// <summary>Every problem that a study can state: what its file means, what its limit is, and what it refuses.</summary>
public sealed class ProblemsOfStudies
{
    private static readonly Matrix Inputs = Samples(4, 30, 1);
    private static readonly Matrix Map = Matrix.Of(new[,] { { 1, 0.5, 0, 0.2 }, { 0.3, 1, 0.1, 0 }, { 0, 0.2, 0.8, 0.4 } });

    [Fact]
    public void Regression_finds_the_map_from_inputs_that_are_not_white()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.csv", Csv(Inputs, transposed: true));
        folder.Write("y.csv", Csv(Product(Map, Inputs), transposed: true));
        RunRecord run = Run(folder, "regression: { inputs: a.csv, outputs: y.csv, names: none, scale: unit-spectral-norm }", "balanced-orthogonal: { scale: 0.5 }");
        Assert.Equal("converged", run.ReturnCode);
        Assert.InRange(Distance(run.Limit!, Map), 0, 1e-5);
    }

    [Fact]
    public void Samples_may_be_columns_and_centring_takes_an_offset_away()
    {
        using TemporaryFolder folder = new();
        Matrix outputs = Product(Map, Inputs);
        for (int sample = 0; sample < outputs.Columns; sample++)
        {
            outputs[0, sample] += 5;
        }
        folder.Write("a.csv", Csv(Inputs));
        folder.Write("y.csv", Csv(outputs));
        string problem = "regression: { inputs: a.csv, outputs: y.csv, names: none, samples: columns, scale: unit-spectral-norm, centre: rows }";
        Assert.InRange(Distance(Run(folder, problem, "balanced-orthogonal: { scale: 0.5 }").Limit!, Map), 0, 1e-5);
    }

    /// <summary>The autoencoder of a balanced start of rank 2 ends at the projection onto the two leading principal directions, in whatever metric the data have.</summary>
    [Fact]
    public void The_autoencoder_of_rank_two_ends_at_the_principal_projection()
    {
        using TemporaryFolder folder = new();
        folder.Write("a.csv", Csv(Inputs, transposed: true));
        RunRecord run = Run(folder, "autoencoder: { data: a.csv, names: none, scale: unit-spectral-norm }", "balanced-low-rank: { rank: 2, scale: 0.5, seed: 3 }");
        SingularFactors factors = SingularFactors.Of(Inputs.View);
        ReadOnlyMatrixView two = factors.Left.View.Block(0, 0, 4, 2);
        Matrix projection = new(4, 4);
        DenseKernels.Default.Multiply(1, two, Transpose.No, two, Transpose.Yes, 0, projection.View);
        Assert.InRange(Distance(run.Limit!, projection), 0, 1e-5);
        Assert.Contains("is ‖(X − X_k)·A‖_F = ", (string)run["stationary-reason"]!, StringComparison.Ordinal);
        Assert.DoesNotContain("do not reach", (string)run["stationary-reason"]!, StringComparison.Ordinal);

        // Two modes of one size and then zeros: the spectrum breaks after the second.
        Assert.Equal(2, Convert.ToInt32(run["gap-rank"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(double.PositiveInfinity, run["gap-rank-margin"]);
        Assert.Contains("the start carries 2", (string)run["gap-rank-reason"]!, StringComparison.Ordinal);
    }

    /// <summary>What the loss does not see stays as the start had it: the loss is that of the principal projection, X is not.</summary>
    [Fact]
    public void Inputs_that_are_constant_are_counted_and_the_end_is_measured_where_the_data_reach()
    {
        using TemporaryFolder folder = new();
        Matrix inputs = Matrix.CopyOf(Inputs.View);
        for (int sample = 0; sample < inputs.Columns; sample++)
        {
            inputs[2, sample] = 7;
        }
        folder.Write("a.csv", Csv(inputs, transposed: true));
        const string Problem = "autoencoder: { data: a.csv, names: none, scale: unit-spectral-norm, centre: columns }", Start = "balanced-low-rank: { rank: 2, scale: 0.5, seed: 3 }";
        Assert.Contains(StudyFile.Read(StudyOf(folder, Problem, Start)).Notes, note => note.StartsWith("1 of 4 inputs are constant over the samples", StringComparison.Ordinal));
        RunRecord run = Run(folder, Problem, Start);
        string reason = (string)run["stationary-reason"]!;
        Assert.Contains("is ‖(X − X_k)·A‖_F = ", reason, StringComparison.Ordinal);
        Assert.Contains("The inputs do not reach all directions", reason, StringComparison.Ordinal);
        Assert.Equal(2, Convert.ToInt32(run["global-minimum-rank"], System.Globalization.CultureInfo.InvariantCulture));
        Assert.InRange(Enumerable.Range(0, 4).Max(row => Math.Abs(run.Limit![row, 2])), 1e-3, 1);
        folder.Write("a.csv", Csv(inputs));
        Assert.DoesNotContain(StudyFile.Read(StudyOf(folder, Problem, Start)).Notes, note => note.Contains("constant", StringComparison.Ordinal));
    }

    [Fact]
    public void Sensing_recovers_a_matrix_from_enough_measurements_dense_or_sparse()
    {
        using TemporaryFolder folder = new();
        Matrix operators = Samples(14, 12, 7), values = new(14, 1);
        for (int k = 0; k < 14; k++)
        {
            for (int entry = 0; entry < 12; entry++)
            {
                values[k, 0] += operators[k, entry] * Map[entry / 4, entry % 4];
            }
        }
        folder.Write("a.csv", Csv(operators));
        folder.Write("y.csv", Csv(values));
        Assert.InRange(Distance(Run(folder, "sensing: { operators: a.csv, values: y.csv, rows: 3, columns: 4 }", "balanced-orthogonal: { scale: 0.5 }").Limit!, Map), 0, 1e-5);

        // One entry an operator: the sparse form, which is completion of everything.
        folder.Write("unit.mtx", "%%MatrixMarket matrix coordinate real general\n12 12 12\n" + string.Concat(Enumerable.Range(1, 12).Select(k => $"{k} {k} 1\n")));
        folder.Write("entries.csv", string.Concat(Enumerable.Range(0, 12).Select(k => $"{Map[k / 4, k % 4]:R}\n")));
        Assert.InRange(Distance(Run(folder, "sensing: { operators: unit.mtx, values: entries.csv, rows: 3, columns: 4 }", "balanced-orthogonal: { scale: 0.5 }").Limit!, Map), 0, 1e-5);
    }

    [Fact]
    public void Weights_move_a_ridge_solution_as_they_must()
    {
        using TemporaryFolder folder = new();
        folder.Write("m.csv", "1,2\n3,4\n");
        folder.Write("w.csv", "1,2\n4,8\n");
        RunRecord run = Run(folder, "weighted: { matrix: m.csv, weights: w.csv, names: none, ridge: 0.5 }", "balanced-orthogonal: { scale: 0.5 }", depth: 1);

        // ω(x − t) + μx = 0 in every entry.
        Assert.Equal(1 / 1.5, run.Limit![0, 0], 1e-5);
        Assert.Equal(2 * 2 / 2.5, run.Limit![0, 1], 1e-5);
        Assert.Equal(4 * 3 / 4.5, run.Limit![1, 0], 1e-5);
        Assert.Equal(8 * 4 / 8.5, run.Limit![1, 1], 1e-5);
    }

    [Fact]
    public void The_diagonal_problem_needs_no_file()
    {
        using TemporaryFolder folder = new();
        RunRecord run = Run(folder, "diagonal: { values: [1, 2] }", "balanced-identity: { scale: 0.5 }");
        Assert.Equal(1, run.Limit![0, 0], 1e-6);
        Assert.Equal(2, run.Limit![1, 1], 1e-6);
    }

    [Fact]
    public void Logarithm_and_centring_are_undone_in_what_comes_out()
    {
        using TemporaryFolder folder = new();
        folder.Write("m.csv", "name,a,b\nx,1,100\ny,10,1200\nz,7,\n");
        RunRecord run = Run(folder, "completion: { matrix: m.csv, transform: log, centre: both, scale: unit-rms }", "balanced-orthogonal: { scale: 1e-3 }", depth: 1, end: "time: 1");

        // Row and column effects alone: b is √(100·120) times a, so the missing entry is that times 7, before anything is learned.
        Assert.Equal(7 * Math.Sqrt(12000), run.Completed![2, 1], 1.0);

        // They miss the first entry by a factor 1.2^(1/4), of whose logarithm e⁻¹ is left after one unit of time.
        Assert.Equal(Math.Pow(1.2, -Math.Exp(-1) / 4), run.Completed![0, 0], 0.002);
        Assert.Equal(["x", "y", "z"], run.Completed.RowNames);
    }

    [Fact]
    public void Columns_can_be_dropped_and_the_draw_kept_to_some()
    {
        using TemporaryFolder folder = new();
        folder.Write("m.csv", "a,b,label\n" + string.Concat(Enumerable.Range(1, 20).Select(i => $"{i},{i + 1},9\n")));
        RunSettings settings = StudyFile.Read(StudyOf(folder, "completion: { matrix: m.csv, drop: [label], observed: { fraction: 0.25, columns: [b] } }", "balanced-orthogonal: {}")).Runs[0].Settings;
        Assert.Equal((20, 2), (settings.Problem.Rows, settings.Problem.Columns));
        CompletionSettings completion = Assert.IsType<CompletionSettings>(settings.Problem);
        Assert.Equal(["a", "b"], ((MatrixOfFile)completion.Data).Matrix.ColumnNames);
        Assert.Equal([1], ((FractionOfEntries)completion.Observed).Columns);
    }

    public static TheoryData<string, string> Refusals => new()
    {
        { "completion: { matrix: m.csv, names: none, transform: log }", "row 2, column 1 of the matrix is -3, which has no logarithm" },
        { "weighted: { matrix: m.csv, names: none, weights: bad.csv }", "the weight in row 1, column 2 is 0; weights of present entries are positive" },
        { "weighted: { matrix: m.csv, names: none, weights: tall.csv }", "the weights are 3 × 1 and the matrix is 2 × 2" },
        { "weighted: { matrix: m.csv, names: none }", "expected a .csv" },
        { "regression: { inputs: m.csv, outputs: tall.csv, names: none }", "the inputs have 2 samples and the outputs 3" },
        { "autoencoder: { data: gap.csv, names: none }", "an autoencoder needs every entry, and row 1, column 2 of this matrix is missing; leave that sample out or fill it in, or use completion" },
        { "sensing: { operators: m.csv, values: tall.csv, rows: 1, columns: 2 }", "expected one value for each of the 2 operators" },
        { "sensing: { operators: m.csv, values: tall.csv, rows: 3, columns: 2 }", "each row must hold the 3 × 2 = 6 entries" },
        { "diagonal: { values: [] }", "expected a list of numbers" },
        { "linear: { matrix: gap.csv, names: none }", "a linear functional needs every entry" },
        { "completion: { matrix: m.csv, names: none, ridge: -1 }", "expected a number from 0 on" },
        { "completion: { matrix: m.csv, names: none, drop: [5] }", "its position, from 1 to 2, found" },
        { "completion: { matrix: m.csv, names: none, drop: [1, 2] }", "every column is dropped" },
        { "completion: { matrix: const.csv, names: none, centre: global, scale: unit-rms }", "centring leaves nothing of the observed entries but rounding" },
        { "completion: { matrix: sum.csv, names: none, centre: both, scale: unit-rms }", "centring leaves nothing of the observed entries but rounding" },
        { "completion: { matrix: m.csv, names: none, centre: sideways }", "none, global, rows, columns or both" },
        { "completion: { matrix: m.csv, names: none, observed: { fraction: 0.5, columns: [x] } }", "its position, from 1 to 2, found" },
    };

    [Theory, MemberData(nameof(Refusals))]
    public void What_cannot_be_meant_is_refused_with_a_sentence(string problem, string part)
    {
        using TemporaryFolder folder = new();
        folder.Write("m.csv", "1,2\n-3,4\n");
        folder.Write("bad.csv", "1,0\n1,1\n");
        folder.Write("tall.csv", "1\n2\n3\n");
        folder.Write("gap.csv", "1,\n3,4\n");
        folder.Write("const.csv", "5,5\n5,5\n");
        folder.Write("sum.csv", "1,2,3\n2,3,\n3,4,5\n");
        StudyException refusal = Assert.Throws<StudyException>(() => StudyFile.Read(StudyOf(folder, problem, "balanced-orthogonal: {}")));
        Assert.Contains(part, string.Join('\n', refusal.Errors), StringComparison.Ordinal);
    }

    private static string StudyOf(TemporaryFolder folder, string problem, string start, double depth = 3, string end = "converged: 1e-9") => folder.Write("study.yaml", $"""
        study: problems
        problem:
          {problem}
        flow:
          depth: {depth}
          start:
            {start.Replace("{}", "{ scale: 1e-3 }", StringComparison.Ordinal)}
        integrate:
          tolerance: 1e-8
          until:
            {end}
        judge:
          limit: {"{ verify: false }"}
        """);

    private static RunRecord Run(TemporaryFolder folder, string problem, string start, double depth = 3, string end = "converged: 1e-9")
    {
        RunSettings settings = StudyFile.Read(StudyOf(folder, problem, start, depth, end)).Runs[0].Settings;
        return new SingleRun().Run(settings, RunKey.Of(settings), null, null, CancellationToken.None);
    }

    private static Matrix Samples(int rows, int columns, long seed) => Dynamics.RandomFrames.Gaussian(rows, columns, new(seed, "samples", rows, columns));

    private static Matrix Product(Matrix a, Matrix b)
    {
        Matrix product = new(a.Rows, b.Columns);
        DenseKernels.Default.Multiply(1, a.View, Transpose.No, b.View, Transpose.No, 0, product.View);
        return product;
    }

    private static double Distance(Matrix a, Matrix b)
    {
        Matrix difference = Matrix.CopyOf(a.View);
        VectorOperations.AddScaled(-1, b.Data, difference.Data);
        return VectorOperations.EuclideanNorm(difference.Data);
    }

    private static string Csv(Matrix matrix, bool transposed = false)
    {
        (int rows, int columns) = transposed ? (matrix.Columns, matrix.Rows) : (matrix.Rows, matrix.Columns);
        return string.Concat(Enumerable.Range(0, rows).Select(i => string.Join(',', Enumerable.Range(0, columns).Select(j =>
            (transposed ? matrix[j, i] : matrix[i, j]).ToString("R", System.Globalization.CultureInfo.InvariantCulture))) + "\n"));
    }
}
