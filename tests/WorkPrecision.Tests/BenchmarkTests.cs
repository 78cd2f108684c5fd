using DlnDynamics.Integrators;

namespace DlnDynamics.WorkPrecision.Tests;

public sealed class BenchmarkTests
{
    [Fact]
    public void A_quick_run_of_one_problem_gives_every_method_a_finite_error_and_work()
    {
        Benchmark benchmark = Run();
        Assert.Equal(MethodCatalog.All.Select(method => method.Name), benchmark.Measurements.Select(one => one.Method).Distinct());
        Assert.All(benchmark.Measurements, one =>
        {
            Assert.Equal(Measurement.Finished, one.ReturnCode);
            Assert.True(one.IsRight, $"{one.Method} at {one.Tolerance} errs by {one.Error}.");
            Assert.InRange(one.Work, 1, 1e6);
        });
        Assert.InRange(benchmark.References["scalar-2"].Disagreement, 0, 1e-8);
    }

    [Fact]
    public void Two_runs_give_the_same_table() =>
        Assert.Equal(CsvText.Of(ResultTables.Runs(Run().Measurements)), CsvText.Of(ResultTables.Runs(Run().Measurements)));

    [Fact]
    public void A_run_that_spends_its_budget_says_so_and_tighter_tolerances_are_not_tried()
    {
        BenchmarkProblem problem = ProblemCatalog.All[0] with { Budget = 50 };
        Measurement[] runs = [.. MethodRunner.Measure(problem, MethodCatalog.Find("tsitouras5"), [1e-2, 1e-6, 1e-8], problem.ClosedForm!())];
        Assert.Equal([Measurement.Finished, "budget-spent", "not-tried"], runs.Select(one => one.ReturnCode));
        Assert.All(runs[1..], one => Assert.True(double.IsNaN(one.Error)));
    }

    [Fact]
    public void The_problems_have_names_of_their_own() =>
        Assert.Equal(ProblemCatalog.All.Length, ProblemCatalog.All.Select(problem => problem.Name).Distinct().Count());

    [Theory]
    [InlineData("--probelm scalar-2", "There is no option '--probelm'")]
    [InlineData("--problem scalar", "There is no problem 'scalar'")]
    [InlineData("--method euler", "There is no method 'euler'")]
    [InlineData("--out", "--out wants a value")]
    public void What_is_not_understood_is_refused_in_a_sentence(string arguments, string expected)
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => BenchmarkOptions.Parse(arguments.Split(' ')));
        Assert.StartsWith(expected, error.Message, StringComparison.Ordinal);
    }

    private static Benchmark Run() => Benchmark.Run(BenchmarkOptions.Parse("--quick", "--problem", "scalar-2"), (_, _, _) => { });
}
