namespace DlnDynamics.Studies.Tests;

/// <summary>The check of a loss accepts right derivatives whatever sign the loss has where it is looked at.</summary>
public sealed class DerivativeCheckTests
{
    [Theory]
    [InlineData("2,-1\n0.5,1\n")]
    [InlineData("-2,1\n-0.5,-1\n")]
    public void A_linear_loss_and_its_negative_both_pass(string matrix)
    {
        using TemporaryFolder folder = new();
        folder.Write("c.csv", matrix);
        string file = folder.Write("linear.yaml", """
            study: linear
            problem: { linear: { matrix: c.csv, names: none } }
            flow: { depth: 2, start: { balanced-identity: { scale: 0.1 } } }
            integrate: { until: { time: 1 } }
            """);
        (bool holds, string sentence) = DerivativeCheck.Of(Assert.Single(RunPlan.Of(StudyFile.Read(file, [])).Settings));
        Assert.True(holds, sentence);
    }

    /// <summary>A rank-1 block in a corner and one number beside it: the norm is the product of two lengths.</summary>
    [Theory]
    [InlineData(700, 650)]
    [InlineData(650, 700)]
    public void The_spectral_norm_of_a_large_sparse_matrix_is_that_of_its_entries(int rows, int columns)
    {
        using TemporaryFolder folder = new();
        double[] a = [.. Enumerable.Range(1, 60).Select(i => Math.Sin(i))], b = [.. Enumerable.Range(1, 50).Select(j => Math.Cos(2 * j))];
        FormattableString Line(int i, int j, double value) => $"{i},{j},{value:R}\n";
        IEnumerable<FormattableString> lines = a.SelectMany((x, i) => b.Select((y, j) => Line(i + 1, j + 1, x * y))).Append(Line(rows, columns, 3)).Append(Line(rows - 1, columns, 4));
        folder.Write("data.csv", string.Concat(lines.Select(FormattableString.Invariant)));
        string file = folder.Write("study.yaml", """
            study: large
            problem: { completion: { matrix: data.csv, layout: triplets, scale: unit-spectral-norm } }
            flow: { depth: 2, start: { balanced-low-rank: { rank: 2, scale: 0.1 } } }
            integrate: { until: { time: 1 } }
            """);
        string sentence = DerivativeCheck.Of(Assert.Single(RunPlan.Of(StudyFile.Read(file, [])).Settings)).Item2;
        double norm = Math.Sqrt(a.Sum(x => x * x) * b.Sum(y => y * y));
        Assert.Contains(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"one scaled unit is {norm:g6} in the data"), sentence, StringComparison.Ordinal);
    }
}
