using System.Collections.Immutable;
using System.Numerics;
using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

public sealed class Rock4CoefficientsTests
{
    private static readonly int[] Degrees = [5, 6, 7, 8, 9, 11, 14, 23, 37, 50, 88, 139, 200];

    [Fact]
    public void With_five_stages_they_are_the_published_ones()
    {
        Rock4Coefficients five = Rock4Coefficients.Of(5);

        // Six digits as printed by the owner's reference script, which by ROCK4.md returns the published ones; we did not see the table itself.
        double[] published = [-0.149363, 0.629781, -0.355205, 0.014829, -0.055936, 0.590231, 0.93446, -0.426526, -0.428633, 0.74439];
        for (int i = 0; i < published.Length; i++)
        {
            Assert.Equal(published[i], five.Finish.Coefficients[i], 1e-5);
        }
        Assert.Equal(5.998, five.Length, 1e-3);
    }

    [Fact]
    public void Every_number_of_stages_satisfies_the_order_conditions()
    {
        foreach (int stages in Degrees)
        {
            ExplicitTableau tableau = Tableau(Rock4Coefficients.Of(stages));
            double violation = OrderConditions.LargestViolation(tableau, i => tableau.Coefficients[^1].Length > i ? tableau.Coefficients[^1][i] : 0, 4);
            Assert.True(violation < 1e-13, $"{stages} stages: {violation:G3}");
            double error = OrderConditions.LargestViolation(tableau, i => tableau.ErrorWeights[i], 3, 0);
            Assert.True(error < 1e-13, $"{stages} stages, error estimate: {error:G3}");
        }
    }

    [Fact]
    public void Every_number_of_stages_is_damped_on_an_interval_of_the_published_length()
    {
        foreach (int stages in (int[])[.. Degrees, 300, 400])
        {
            Rock4Coefficients coefficients = Rock4Coefficients.Of(stages);

            // ROCK4.md: 0.24·s² at five stages to 0.352·s².
            Assert.InRange(coefficients.Length / ((double)stages * stages), stages < 20 ? 0.239 : 0.345, 0.3523);
            double ripple = 0;
            bool damped = false;
            for (int i = 0; i <= 20000; i++)
            {
                double size = Complex.Abs(Amplification(coefficients, -coefficients.Length * i / 20000));
                damped |= size <= StabilityPolynomial.Ripple;
                ripple = damped ? Math.Max(ripple, size) : ripple;
                Assert.InRange(size, 0, 1 + 1e-11);
            }
            Assert.True(ripple <= StabilityPolynomial.Ripple + 1e-3, $"{stages} stages: {ripple}");
        }
    }

    [Fact]
    public void Both_sides_of_zero_follow_the_exponential_to_fourth_order()
    {
        foreach (int stages in Degrees)
        {
            foreach (double z in (double[])[-0.5, -0.1, 0.1, 0.5, 1])
            {
                // |R₅ − 1/120| ≤ 1/120 for every polynomial of the family.
                double bound = Math.Pow(Math.Abs(z), 5) / 120 * Math.Exp(Math.Max(z, 0)) + 1e-12;
                Assert.InRange(Complex.Abs(Amplification(Rock4Coefficients.Of(stages), z) - Math.Exp(z)), 0, bound);
            }
        }
    }

    [Fact]
    public void The_fewest_stages_that_reach_are_taken()
    {
        foreach (double length in (double[])[0, 1, 5.9, 6.1, 50, 138, 139, 5000])
        {
            Rock4Coefficients found = Rock4Coefficients.Reaching(length);
            Assert.True(found.Length >= length);
            Assert.True(found.Stages == 5 || Rock4Coefficients.Of(found.Stages - 1).Length < length, $"{found.Stages} for {length}");
        }
        Assert.Equal(Rock4Coefficients.StageLimit, Rock4Coefficients.Reaching(double.PositiveInfinity).Stages);
    }

    [Fact]
    public void Threads_that_ask_together_get_the_same_bits()
    {
        double[][] found = new double[64][];
        Parallel.For(0, found.Length, i => found[i] = [.. Rock4Coefficients.Of(60 + i % 4).Finish.Coefficients]);
        for (int i = 4; i < found.Length; i++)
        {
            Assert.Equal(found[i % 4], found[i]);
        }
    }

    // One step of size 1 on y' = z·y from 1.
    internal static Complex Amplification(Rock4Coefficients c, Complex z)
    {
        Complex older = 1;
        Complex newer = 1 + c.Mu[0] * z;
        for (int j = 1; j < c.Mu.Length; j++)
        {
            (newer, older) = ((c.Mu[j] * z + c.Nu[j]) * newer + c.Kappa[j] * older, newer);
        }
        Complex[] points = [newer, newer, newer, newer, newer];
        for (int stage = 1; stage <= 4; stage++)
        {
            for (int j = 0; j < stage; j++)
            {
                points[stage] += c.Finish.Coefficients[Rock4Finish.Row(stage) + j] * z * points[j];
            }
        }
        return points[4];
    }

    /// <summary>The same method written as a table: stage 0 at y, then the recurrence, the finishing stages, and f at the result.</summary>
    private static ExplicitTableau Tableau(Rock4Coefficients c)
    {
        int count = c.Mu.Length;
        double[] Row(double[] newer, double nu, double[] older, double kappa, int slope, double mu)
        {
            double[] row = new double[slope + 1];
            for (int i = 0; i < row.Length; i++)
            {
                row[i] = (i < newer.Length ? nu * newer[i] : 0) + (i < older.Length ? kappa * older[i] : 0) + (i == slope ? mu : 0);
            }
            return row;
        }
        List<double[]> rows = [[], [c.Mu[0]]];
        for (int j = 1; j < count; j++)
        {
            rows.Add(Row(rows[j], c.Nu[j], rows[j - 1], c.Kappa[j], j, c.Mu[j]));
        }
        double[] inner = rows[count];
        for (int stage = 1; stage <= 4; stage++)
        {
            double[] row = new double[count + stage];
            inner.CopyTo(row, 0);
            for (int j = 0; j < stage; j++)
            {
                row[count + j] += c.Finish.Coefficients[Rock4Finish.Row(stage) + j];
            }
            rows.Add(row);
        }
        double[] errorWeights = [.. new double[count], .. c.ErrorWeights];
        return new()
        {
            StabilityInterval = 0, Name = "rock4",
            Order = 4,
            EmbeddedOrder = 3,
            Nodes = [.. rows.Select(row => row.Sum())],
            Coefficients = [.. rows.Select(row => row.ToImmutableArray())],
            ErrorWeights = [.. errorWeights],
            DenseOrder = 3,
            DenseWeights = [],
        };
    }
}
