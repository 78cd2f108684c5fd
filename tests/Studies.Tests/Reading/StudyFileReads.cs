using DlnDynamics.Dynamics;

namespace DlnDynamics.Studies.Tests;

public sealed class StudyFileReads : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_sample_with_every_default()
    {
        Study study = SampleStudy.Read(folder);
        Assert.Equal("small", study.Name);
        Assert.Equal("Does it work?", study.Question);
        Assert.Equal([Depth.Of(2), Depth.Of(3), Depth.Infinite], study.Runs.Select(run => run.Settings.Depth));
        RunSettings settings = study.Runs[0].Settings;
        Assert.Equal(CoordinateKind.LogPolar, settings.Coordinates);
        Assert.Equal(ClockKind.Rescaled, settings.Clock);
        Assert.Equal(new BalancedOrthogonalSettings(1e-3, 1), settings.Start);
        Assert.Equal(("auto", 1e-6, null, 1e-3), (settings.Method, settings.Tolerance, settings.AbsoluteTolerance, settings.RankResolution));
        Assert.Equal(new UntilSettings(1e6, null, null, null, null, null), settings.Until);
        Assert.Equal((120, 1e-2, 1e6), (settings.SampleTimes.Length, settings.SampleTimes[0], settings.SampleTimes[^1]));
        Assert.Equal(["loss", "gradient-norm", "singular-values", "effective-rank", "stable-rank", "imbalance"], settings.Quantities);
        Assert.Equal(["loss", "convergence", "singular-values", "escape-times", "effective-rank", "quantities", "depth-comparison", "descent"], study.Figures);
        CompletionSettings problem = Assert.IsType<CompletionSettings>(settings.Problem);
        Assert.Equal(new FractionOfEntries(0.5, 1), problem.Observed);
        Assert.IsType<UnitSpectralNorm>(problem.Scale);
        NamedMatrix matrix = Assert.IsType<MatrixOfFile>(problem.Data).Matrix;
        Assert.Equal(["Paris", "Rome", "Oslo"], matrix.RowNames);
        Assert.Equal(["Paris", "Rome"], matrix.ColumnNames);
        Assert.Equal([0, 1, double.NaN, 1, 0, 3], matrix.Values);
    }

    [Fact]
    public void A_sweep_as_a_product_in_the_order_of_the_file()
    {
        string path = SampleStudy.In(folder, "{ fraction: 0.5, seed: 1 }", "{ fraction: [0.5, 1], seed: 1..2 }");
        Study study = StudyFile.Read(path, "depth=[2, infinite]");
        PlanOutline plan = RunPlan.Of(study).Outline;
        Assert.Equal(["fraction", "observed.seed", "depth"], plan.AxisNames);
        Assert.Equal(
            ["0.5 1 2", "0.5 1 infinite", "0.5 2 2", "0.5 2 infinite", "1 1 2", "1 1 infinite", "1 2 2", "1 2 infinite"],
            plan.Rows.Select(row => string.Join(' ', row.AxisValues)));
        Assert.Equal(8, plan.Rows.Select(row => row.Key).Distinct().Count());
    }

    [Fact]
    public void A_range_among_the_values_of_an_axis_as_its_integers() => Assert.Equal(
        ["2", "3", "4", "infinite"], RunPlan.Of(SampleStudy.Read(folder, "depth=[2..4, infinite]")).Outline.Rows.Select(row => row.AxisValues[0]));

    [Fact]
    public void A_list_of_mappings_as_an_axis_of_alternatives_with_axes_inside()
    {
        string path = SampleStudy.In(folder, "    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "    - balanced-identity:\n    - balanced-gaussian: { scale: [1e-2, 1e-1] }");
        PlanOutline plan = RunPlan.Of(StudyFile.Read(path, "depth=3")).Outline;
        Assert.Equal(["depth", "start", "balanced-gaussian.scale"], plan.AxisNames);
        Assert.Equal(
            ["3|balanced-identity|", "3|balanced-gaussian|0.01", "3|balanced-gaussian|0.1"], plan.Rows.Select(row => string.Join('|', row.AxisValues)));
    }

    [Fact]
    public void Axis_names_that_collide_with_no_column_of_the_table()
    {
        Assert.Equal("until.time", AxisName.Of("integrate.until.time"));
        Assert.Equal("integrate.method", AxisName.Of("integrate.method"));
        Assert.Equal("balanced-orthogonal.seed", AxisName.Of("flow.start.balanced-orthogonal.seed"));
        Assert.Equal("tolerance", AxisName.Of("integrate.tolerance"));
    }

    [Theory]
    [InlineData("1e-06", 1e-6)]
    [InlineData("1e6", 1e6)]
    [InlineData(".5", 0.5)]
    [InlineData("+12.e+1", 120)]
    [InlineData("0x10", 16)]
    public void Numbers_of_YAML_1_2(string text, double value) =>
        Assert.Equal(value, SampleStudy.Read(folder, $"balanced-orthogonal.scale={text}").Runs[0].Settings.Start.Scale);

    [Fact]
    public void Depth_one_end_to_end_and_says_so()
    {
        Study study = SampleStudy.Read(folder, "depth=[1, 2]");
        Assert.Equal([CoordinateKind.EndToEnd, CoordinateKind.LogPolar], study.Runs.Select(run => run.Settings.Coordinates));
        Assert.Contains("Depth 1 always runs end-to-end", study.Notes[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Its_own_resolved_text_as_the_same_study_from_any_folder()
    {
        Study study = SampleStudy.Read(folder, "depth=[2, 2.5]");
        string there = Path.Combine(folder.Path, "results", "small");
        string path = folder.Write("results/small/study.yaml", study.ResolvedFor(there));
        Study again = StudyFile.Read(path);
        Assert.Equal(RunPlan.Of(study).Outline.Rows.Select(row => row.Key), RunPlan.Of(again).Outline.Rows.Select(row => row.Key));
        Assert.Equal(File.ReadAllText(path), again.ResolvedFor(there));
        Assert.Contains("matrix: ../../data.csv", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Contains("tolerance: 1e-6", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1,2\n3,4\n", "auto", 2, 2, null, null)]
    [InlineData("a,b\n3,4\n", "auto", 1, 2, null, "a b")]
    [InlineData("p,1\nq,2\n", "auto", 2, 1, "p q", null)]
    [InlineData(",2001,2002\np,3,4\n", "both", 1, 2, "p", "2001 2002")]
    [InlineData("1\n2\n\n", "auto", 3, 1, null, null)]
    [InlineData("\uFEFFx,a\n\"p, \"\"q\"\"\",1\r\n", "auto", 1, 1, "p, \"q\"", "a")]
    public void Names_by_the_rule(string data, string names, int rows, int columns, string? rowNames, string? columnNames)
    {
        NamedMatrix matrix = ((MatrixOfFile)StudyFile.Read(SampleStudy.In(folder, data: data), $"completion.names={names}").Runs[0].Settings.Problem.Data).Matrix;
        Assert.Equal((rows, columns), (matrix.Rows, matrix.Columns));
        Assert.Equal(rowNames, matrix.RowNames.IsDefault ? null : string.Join(' ', matrix.RowNames));
        Assert.Equal(columnNames, matrix.ColumnNames.IsDefault ? null : string.Join(' ', matrix.ColumnNames));
    }

    [Theory]
    [InlineData("blank", "1,NA\n,NaN\n", 1)]
    [InlineData("nan", "1,2\nnan,3\n", 3)]
    [InlineData("zero", "1,0\n0.0,3\n", 2)]
    [InlineData("{value: -999}", "1,-999\n-999.0,3\n", 2)]
    public void Missing_entries_by_the_rule(string missing, string data, int present)
    {
        MatrixSource source = StudyFile.Read(SampleStudy.In(folder, data: data), $"completion.missing={missing}").Runs[0].Settings.Problem.Data;
        Assert.Equal(present, ((MatrixOfFile)source).Matrix.PresentCount);
    }
}
