using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>The preconditioner inverts I − shift·J exactly at the minimum of the fully observed loss, and pays on the way there.</summary>
public sealed class LogPolarPreconditionerTests
{
    public static TheoryData<int, int, int, double> Shapes
    {
        get
        {
            TheoryData<int, int, int, double> shapes = [];
            foreach (double depth in (double[])[2, 2.5, 3, 10, double.PositiveInfinity])
            {
                shapes.Add(4, 4, 4, depth);
                shapes.Add(6, 4, 4, depth);
                shapes.Add(4, 6, 3, depth);
            }
            return shapes;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void At_the_minimum_it_is_the_inverse_on_all_directions_that_keep_the_frames_orthonormal(int rows, int columns, int rank, double depth)
    {
        PolarFactors factors = new BalancedLowRank(rank, 1.5, Seed: 11).At(rows, columns);
        LogPolarFlow flow = new(Depth.Real(depth), new FactorizationLoss(factors.ToMatrix()), rank);
        double[] y = flow.StateOf(factors);

        // The field's values are such directions: take those of other losses' fields at this point.
        for (int seed = 0; seed < 5; seed++)
        {
            LogPolarFlow other = new(Depth.Real(depth), new FactorizationLoss(Samples.Gaussian(rows, columns, seed)), rank);
            double[] direction = new double[y.Length], image = new double[y.Length];
            other.Evaluate(0, y, direction);
            foreach (double shift in (double[])[0.1, 10, 1e4])
            {
                flow.ApplyJacobian(0, y, direction, image);
                for (int i = 0; i < image.Length; i++)
                {
                    image[i] = direction[i] - shift * image[i];
                }
                Assert.True(flow.Preconditioner!.TryPrepare(0, y, shift));
                flow.Preconditioner.Apply(image);

                // Rounding of J, times the shift, times the inverse's 1 at directions that are not damped.
                double size = VectorOperations.EuclideanNorm(direction);
                Assert.All(image.Zip(direction), pair => Assert.Equal(pair.Second, pair.First, 1e-12 * (1 + shift) * size));
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(double.PositiveInfinity)]
    public void It_saves_a_quarter_of_the_evaluations_on_full_observation(double depth)
    {
        // Measured: 0.65 of them at N = 3, 0.62 at N = ∞.
        InitialValueProblem with = Problem(Depth.Real(depth));
        InitialValueProblem without = new(new Bare(with.VectorField), with.Interval, with.InitialState) { Norm = with.Norm, Projection = with.Projection };
        IntegrationResult preconditioned = Run(with), plain = Run(without);
        Assert.EndsWith(", preconditioned", preconditioned.Method, StringComparison.Ordinal);
        Assert.InRange(preconditioned.Work.Evaluations, 0, 0.75 * plain.Work.Evaluations);
        Assert.InRange(preconditioned.Work.Steps, 0, 1.05 * plain.Work.Steps);
    }

    [Fact]
    public void A_run_that_uses_it_can_be_stopped_anywhere_and_goes_on_to_the_same_bits()
    {
        InitialValueProblem problem = Problem(Depth.Of(3));
        IntegrationResult whole = Run(problem);
        for (int stop = 3; stop < whole.Work.Steps; stop += 37)
        {
            IntegrationResult first = Run(problem, stop);
            IntegrationResult rest = problem.Continue(
                Checkpoint.FromBytes(first.Checkpoint!.ToBytes()), Method, Options(), cancellation: TestContext.Current.CancellationToken);
            Assert.True(whole.State.AsSpan().SequenceEqual(rest.State.AsSpan()));
            Assert.Equal(whole.Work, rest.Work);
        }
    }

    [Fact]
    public void Completion_offers_none_because_none_was_found_that_pays()
    {
        CompletionLoss loss = new(Samples.Gaussian(4, 4, 1), Mask.Where(4, 4, (i, j) => i != j));
        Assert.Null(new LogPolarFlow(Depth.Of(3), loss, 4).Preconditioner);
    }

    private static IMethod Method => MethodCatalog.Find("bdf-gmres");

    private static IntegrationOptions Options(long steps = 100_000) => new() { Tolerances = new(0, 1e-4), StepLimit = steps };

    private static InitialValueProblem Problem(Depth depth) =>
        GradientFlow.From(new BalancedOrthogonal(1e-2, 7), depth, new FactorizationLoss(Samples.Gaussian(12, 12, 3, 1.0 / 3))).Until(1e3);

    private static IntegrationResult Run(InitialValueProblem problem, long steps = 100_000) =>
        problem.Integrate(Method, Options(steps), cancellation: TestContext.Current.CancellationToken);

    private sealed class Bare(IVectorField inner) : IVectorField
    {
        public int Dimension => inner.Dimension;

        public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative) => inner.Evaluate(t, y, derivative);
    }
}
