using System.Numerics;

namespace DlnDynamics.Integrators.Tests;

public sealed class HessenbergEigenvaluesTests
{
    [Fact]
    public void A_companion_matrix_gives_back_the_roots_it_was_made_of()
    {
        for (int seed = 0; seed < 30; seed++)
        {
            Random random = new(seed);
            Complex[] roots = new Complex[8];
            for (int i = 0; i < 8; i += 2)
            {
                // Apart by at least a half, so that each is well conditioned; every other pair is complex.
                double middle = i - 4 + 0.25 * random.NextDouble();
                Complex half = i % 4 == 0 ? new Complex(0, 0.5 + random.NextDouble()) : 0.25 + 0.25 * random.NextDouble();
                (roots[i], roots[i + 1]) = (middle + half, middle - half);
            }
            Complex[] polynomial = [Complex.One];
            foreach (Complex root in roots)
            {
                Complex[] next = new Complex[polynomial.Length + 1];
                for (int i = 0; i < polynomial.Length; i++)
                {
                    next[i] += polynomial[i];
                    next[i + 1] -= root * polynomial[i];
                }
                polynomial = next;
            }
            double[] companion = new double[64];
            for (int j = 0; j < 8; j++)
            {
                companion[8 * j] = -polynomial[j + 1].Real;
                if (j < 7)
                {
                    companion[j + 1 + 8 * j] = 1;
                }
            }
            Complex[] found = new Complex[8];
            Assert.True(new HessenbergEigenvalues(8).TryFind(companion, 8, 8, found));

            // Rounding at the size of the coefficients, some 1e4, times the roots' conditions.
            Assert.All(roots, root => Assert.True(found.Min(value => Complex.Abs(value - root)) < 1e-8, $"seed {seed}: {root}"));
        }
    }

    [Fact]
    public void Zero_and_permutation_matrices_converge()
    {
        Complex[] found = new Complex[4];
        Assert.True(new HessenbergEigenvalues(4).TryFind(new double[16], 4, 4, found));
        Assert.All(found, value => Assert.Equal(Complex.Zero, value));

        // A cyclic shift: an unshifted iteration would never move.
        double[] cycle = new double[16];
        (cycle[1], cycle[6], cycle[11], cycle[12]) = (1, 1, 1, 1);
        Assert.True(new HessenbergEigenvalues(4).TryFind(cycle, 4, 4, found));
        Assert.All(found, value => Assert.Equal(1, Complex.Abs(value), 1e-12));
        Assert.Contains(found, value => Complex.Abs(value - Complex.ImaginaryOne) < 1e-12);
    }
}
