using DlnDynamics.LinearAlgebra;
using DlnDynamics.LinearAlgebra.Tests;

namespace DlnDynamics.Dynamics.Tests;

public sealed class LangevinPathTests
{
    private static readonly FactorizationLoss Loss = new(Matrix.Diagonal(1, 0.5, 0.2));

    [Fact]
    public void What_has_no_equation_is_refused_with_what_holds_instead()
    {
        AssertSays("square", () => new LangevinEquation(Depth.Of(2), 3, 1, new FactorizationLoss(new Matrix(3, 2))));
        AssertSays("positive and finite", () => new LangevinEquation(Depth.Of(2), 3, 0));
        AssertSays("GradientFlow", () => new LangevinEquation(Depth.Of(2), 3, double.PositiveInfinity));
        AssertSays("floor", () => new LangevinEquation(Depth.Of(2), 3, 1, floor: -1));
        RandomSource random = new(1, "test", 1, 1);
        AssertSays("full rank nearby", () => new LangevinEquation(Depth.Of(2), 3, 1).From(new BalancedLowRank(2, 1, 1), random));
        AssertSays("at infinite depth", () => new LangevinEquation(Depth.Infinite, 3, 1).From(new BalancedLowRank(2, 1, 1), random));
        AssertSays("below the floor", () => new LangevinEquation(Depth.Of(2), 3, 1, floor: 0.5).From(new BalancedIdentity(0.4), random));
        AssertSays("step is positive", () => new LangevinEquation(Depth.Of(2), 3, 1).From(new BalancedIdentity(0.4), random).Step(0));
    }

    [Fact]
    public void Equilibrium_exists_at_finite_depth_and_above_a_floor()
    {
        Assert.Null(new LangevinEquation(Depth.Of(2), 3, 1, Loss).EquilibriumObstacle);
        Assert.Null(new LangevinEquation(Depth.Infinite, 3, 1, Loss, floor: 0.1).EquilibriumObstacle);
        Assert.Contains("infinite", new LangevinEquation(Depth.Infinite, 3, 1, Loss, withEntropy: true).EquilibriumObstacle, StringComparison.Ordinal);
        Assert.NotNull(new LangevinEquation(Depth.Of(2), 3, 1).EquilibriumObstacle);
    }

    [Fact]
    public void Equilibrium_is_not_claimed_where_the_loss_does_not_grow_in_every_direction()
    {
        // Entries that are not observed, and inputs that do not span: along the kernel of E″ only the volume could hold a path.
        CompletionLoss completion = new(Matrix.Identity(2), Mask.Diagonal(2));
        Assert.Contains("No equilibrium is known", new LangevinEquation(Depth.Of(2), 2, 1, completion, withEntropy: true).EquilibriumObstacle, StringComparison.Ordinal);
        Assert.Contains("kernel", new LangevinEquation(Depth.Infinite, 2, 1, completion, floor: 0.1).EquilibriumObstacle, StringComparison.Ordinal);
        Assert.Contains("kernel", new LangevinEquation(Depth.Of(3), 3, 1, Regression(samples: 2)).EquilibriumObstacle, StringComparison.Ordinal);
        Assert.Null(new LangevinEquation(Depth.Of(3), 3, 1, Regression(samples: 5)).EquilibriumObstacle);
        Assert.Null(new LangevinEquation(Depth.Of(2), 2, 1, new CompletionLoss(Matrix.Identity(2), Mask.All(2, 2))).EquilibriumObstacle);

        // Beyond what is written out.
        Assert.Null(new LangevinEquation(Depth.Of(2), 30, 1, new FactorizationLoss(Matrix.Identity(30))).EquilibriumObstacle);
        Assert.NotNull(new LangevinEquation(Depth.Of(2), 30, 1, new CompletionLoss(Matrix.Identity(30), Mask.Diagonal(30))).EquilibriumObstacle);

        static RegressionLoss Regression(int samples) => new(Samples.Gaussian(3, samples, 1), Samples.Gaussian(3, samples, 2));
    }

    [Fact]
    public void No_step_allocates()
    {
        LangevinPath path = new LangevinEquation(Depth.Of(3), 3, 2, Loss, withEntropy: true).From(new BalancedIdentity(0.5), new(1, "test", 1, 1));
        Assert.Equal(0, Allocation.Of(() => Walk(300)));
        Assert.Equal(LangevinCode.Sound, path.Code);

        void Walk(int steps)
        {
            for (int k = 0; k < steps; k++)
            {
                path.Step(0.01);
                path.EndToEnd();
            }
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(40)]
    [InlineData(double.PositiveInfinity)]
    public void The_frames_stay_orthonormal_and_singular_values_are_those_of_the_matrix(double n)
    {
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        LangevinPath path = new LangevinEquation(depth, 3, 2, Loss).From(new BalancedMatrix(Samples.Gaussian(3, 3, 1)), new(4, "test", 1, 1));
        for (int k = 0; k < 20000; k++)
        {
            Assert.Equal(LangevinCode.Sound, path.Step(0.01));
        }
        ReadOnlySpan<double> exact = SpectralPoint.Of(Matrix.CopyOf(path.EndToEnd())).LogSigma;
        for (int i = 0; i < exact.Length; i++)
        {
            // ε·√256 between repairs, and X itself is formed to ε of its largest singular value.
            Assert.Equal(Math.Exp(exact[i]), Math.Exp(path.LogSigma[i]), 1e-13);
        }
        Assert.Equal(200, path.Time, 1e-9);
    }

    [Fact]
    public void Without_noise_a_step_is_one_of_the_flow_and_the_error_of_many_falls_as_the_step()
    {
        // At β = ∞ nothing is left but the force; 1e300 is as good. Euler's error is of first order.
        foreach (Depth depth in new[] { Depth.Of(2), Depth.Of(3), Depth.Infinite })
        {
            BalancedMatrix start = new(Samples.Gaussian(3, 3, 7, 0.5));
            Matrix exact = Samples.EndToEndAt(GradientFlow.From(start, depth, Loss), 1);
            double[] errors = [.. new[] { 200, 400 }.Select(steps =>
            {
                LangevinPath path = new LangevinEquation(depth, 3, 1e300, Loss).From(start, new(1, "test", 1, 1));
                for (int k = 0; k < steps; k++)
                {
                    path.Step(1.0 / steps);
                }
                return Samples.Distance(Matrix.CopyOf(path.EndToEnd()), exact);
            })];
            Assert.InRange(errors[0], 1e-6, 1e-2);
            Assert.InRange(errors[0] / errors[1], 1.9, 2.1);
        }
    }

    [Fact]
    public void A_floor_is_never_crossed_and_holds_the_sign_of_the_determinant()
    {
        LangevinPath path = new LangevinEquation(Depth.Of(2), 2, 1, floor: 0.3).From(new BalancedIdentity(0.5), new(3, "test", 1, 1));
        for (int k = 0; k < 2000; k++)
        {
            path.Step(0.02);
            ReadOnlyMatrixView x = path.EndToEnd();
            Assert.True(path.LogSigma[1] >= Math.Log(0.3) - 1e-12 && x[0, 0] * x[1, 1] > x[0, 1] * x[1, 0]);
        }
    }

    [Fact]
    public void A_step_that_is_too_long_for_the_force_ends_the_path_with_a_sentence_and_leaves_it_where_it_was()
    {
        LangevinPath path = new LangevinEquation(Depth.Infinite, 3, 1, Loss).From(new BalancedIdentity(20), new(3, "test", 1, 1));
        Assert.Equal(LangevinCode.StepTooLong, path.Step(0.1));
        Assert.Contains("shorter steps", path.Sentence, StringComparison.Ordinal);
        Assert.Equal(Math.Log(20), path.LogSigma[0], 1e-14);
        Assert.Equal(LangevinCode.StepTooLong, path.Step(1e-6));

        LangevinPath poisoned = new LangevinEquation(Depth.Of(3), 2, 1).From(new BalancedIdentity(1), new(3, "test", 1, 1));
        Assert.Equal(LangevinCode.NonFinite, poisoned.Step(0.1, [0, double.NaN, 0, 0]));
        Assert.Equal(0, poisoned.LogSigma[0]);
    }

    [Theory]
    [InlineData(double.PositiveInfinity, 100, 100)]
    [InlineData(double.PositiveInfinity, 1000, 1000)]
    [InlineData(3, 30, 30)]
    [InlineData(3, 100, 100)]
    [InlineData(double.PositiveInfinity, 1000, -1000)]
    [InlineData(3, 1000, -1000)]
    public void A_force_that_moves_equal_singular_values_or_turns_the_frames_too_far_is_refused_too(double n, double upper, double lower)
    {
        // From I the force of the corners is off the diagonal alone: symmetric it parts the singular values to first order, antisymmetric it turns U against V.
        Depth depth = double.IsInfinity(n) ? Depth.Infinite : Depth.Real(n);
        LangevinEquation equation = new(depth, 2, 1, new FactorizationLoss(Matrix.Of(new[,] { { 1, upper }, { lower, 1 } })));
        LangevinPath path = equation.From(new BalancedIdentity(1), new(3, "test", 1, 1));
        Assert.Equal(LangevinCode.StepTooLong, path.Step(0.1, new double[4]));
        Assert.Equal([0, 0], path.LogSigma.ToArray());
        LangevinPath careful = equation.From(new BalancedIdentity(1), new(3, "test", 1, 1));
        Assert.Equal(LangevinCode.Sound, careful.Step(0.5 / Math.Abs(lower), new double[4]));
    }

    [Fact]
    public void A_force_across_never_carries_a_small_mode_through_zero_unless_the_noise_could()
    {
        // z of the small mode is 0.03 above −3 and would fall by 0.08, through zero: at β = 1 the noise has 0.4, at β = 10⁸ 4e-5.
        FactorizationLoss loss = new(Matrix.Of(new[,] { { 1, 5.0 }, { 5, 0 } }));
        BalancedMatrix start = new(Matrix.Diagonal(1, 1e-6));
        Assert.Equal(LangevinCode.StepTooLong, new LangevinEquation(Depth.Of(3), 2, 1e8, loss).From(start, new(3, "test", 1, 1)).Step(0.1, new double[4]));
        Assert.Equal(LangevinCode.Sound, new LangevinEquation(Depth.Of(3), 2, 1, loss).From(start, new(3, "test", 1, 1)).Step(0.1, new double[4]));
    }

    [Fact]
    public void A_mode_may_run_off_at_infinite_depth_and_meet_zero_at_finite_depth()
    {
        LangevinPath far = new LangevinEquation(Depth.Infinite, 2, 1, new FactorizationLoss(Matrix.Identity(2))).From(new BalancedIdentity(1), new(3, "test", 1, 1));
        RandomSource random = new(5, "test", 1, 1);
        for (int k = 0; k < 100000; k++)
        {
            far.Step(0.02, [random.NextNormal(), random.NextNormal(), random.NextNormal(), -0.5]);
        }
        Assert.Equal(LangevinCode.Sound, far.Code);
        Assert.InRange(far.LogSigma[1], -20000, -5000);
        Assert.InRange(far.LogSigma[0], -200, 2);

        // Straight into σ = 0, to the bit, and out again.
        LangevinPath near = new LangevinEquation(Depth.Of(2), 1, 0.5).From(new BalancedIdentity(1), new(3, "test", 1, 1));
        Assert.Equal(LangevinCode.Sound, near.Step(1, [-1]));
        Assert.Equal(double.NegativeInfinity, near.LogSigma[0]);
        Assert.Equal(LangevinCode.Sound, near.Step(1, [-1]));
        Assert.Equal(-1, near.EndToEnd()[0, 0], 1e-15);
    }

    private static void AssertSays(string words, Func<object?> act) => Assert.Contains(words, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
