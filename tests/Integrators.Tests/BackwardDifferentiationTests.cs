using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

/// <summary>The formulas one by one, driven without the loop: orders from an exact past, and stability.</summary>
public sealed class BackwardDifferentiationTests
{
    private const double End = 4;

    // Far below the errors measured, so that the iteration leaves nothing.
    private static readonly ErrorScale Fine = new(new(0, 1e-13), ErrorNorm.Maximum);

    public static TheoryData<int, int, string> Orders => new()
    {
        { 1, 2048, "autonomous" },
        { 2, 1024, "autonomous" },
        { 3, 1024, "autonomous" },
        { 4, 1024, "autonomous" },
        { 5, 512, "autonomous" },
        { 1, 2048, "driven" },
        { 2, 1024, "driven" },
        { 3, 1024, "driven" },
        { 4, 1024, "driven" },
        { 5, 512, "driven" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public void Every_order_is_as_promised_at_the_ends_of_steps_and_inside_them(int order, int steps, string kind)
    {
        (double coarse, double coarseInside) = Errors(order, steps / 2, kind);
        (double fine, double fineInside) = Errors(order, steps, kind);
        Assert.InRange(Math.Log2(coarse / fine), order - 0.1, order + 0.1);
        Assert.InRange(Math.Log2(coarseInside / fineInside), order - 0.1, order + 0.1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Every_order_is_stable_on_the_whole_negative_real_axis_and_forgets_infinitely_fast_modes(int order)
    {
        for (double z = -0.1; z > -1e12; z *= 1.5)
        {
            BackwardDifferentiationStepper stepper = Stepper(order, new Decay(z));
            double[] y = [1], proposal = new double[1];
            stepper.StartFromPoints(order, 1, [.. Enumerable.Range(0, order + 1).Select(i => i % 2 == 0 ? 1.0 : -1.0)]);
            for (int step = 0; step < 300; step++)
            {
                Assert.Equal(AttemptOutcome.Proposed, stepper.Attempt(step, 1, y, proposal, new double[1]));
                stepper.Accept();
                proposal.CopyTo(y, 0);
            }
            Assert.InRange(Math.Abs(y[0]), 0, 1e-9);
        }
    }

    [Fact]
    public void The_published_coefficients_make_each_formula_of_its_order()
    {
        for (int k = 1; k <= 5; k++)
        {
            // On tᵏ⁺¹ with step 1 the differences at 0 are known; what the formula leaves is its error constant times (k + 1)!.
            double[] differences = Differences(k + 2, t => Math.Pow(t, k + 1));
            double sum = Enumerable.Range(1, k).Sum(j => differences[j] / j);
            double kappaGamma = DifferentiationFormula.Gamma(k) - DifferentiationFormula.Alpha(k);
            double left = sum - kappaGamma * differences[k + 1];
            Assert.Equal(-DifferentiationFormula.ErrorConstant(k) * differences[k + 1], left, 1e-9);
        }
    }

    [Fact]
    public void A_maximum_order_out_of_range_is_refused()
    {
        foreach (int order in (int[])[0, 6])
        {
            ArgumentException refusal = Assert.Throws<ArgumentException>(
                () => new BackwardDifferentiation { MaximumOrder = order }.Bind(new Decay(-1), Fine));
            Assert.Contains("from 1 to 5", refusal.Message, StringComparison.Ordinal);
        }
    }

    private static double[] Differences(int last, Func<double, double> function)
    {
        double[] values = [.. Enumerable.Range(0, last + 1).Select(i => function(-i))];
        for (int j = 1; j <= last; j++)
        {
            for (int i = last; i >= j; i--)
            {
                values[i] = values[i - 1] - values[i];
            }
        }
        return values;
    }

    internal static (double AtEnd, double Inside) Errors(int order, int steps, string kind)
    {
        IExactProblem problem = kind == "driven" ? new ForcedOscillator() : new NonlinearRotation();
        double h = End / steps, inside = 0;
        BackwardDifferentiationStepper stepper = Stepper(order, problem);
        stepper.StartFromPoints(order, h, [.. Enumerable.Range(0, order + 1).SelectMany(i => problem.Exact(-i * h))]);
        double[] y = problem.Exact(0), proposal = new double[2], point = new double[2];
        for (int i = 0; i < steps; i++)
        {
            Assert.Equal(AttemptOutcome.Proposed, stepper.Attempt(i * h, h, y, proposal, new double[2]));
            Assert.Equal(order, stepper.ErrorOrder);
            stepper.Accept();
            proposal.CopyTo(y, 0);
            stepper.Interpolate(1.0 / 3, point);
            inside = Math.Max(inside, VectorPass.Distance(point, problem.Exact((i + 1.0 / 3) * h)));
        }
        return (VectorPass.Distance(y, problem.Exact(End)), inside);
    }

    private static BackwardDifferentiationStepper Stepper(int order, IVectorField field) =>
        (BackwardDifferentiationStepper)new BackwardDifferentiation { MaximumOrder = order }.Bind(field, Fine);

    private sealed class Decay(double rate) : IDifferentiableField
    {
        public int Dimension => 1;

        public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative[0] = rate * y[0];

        public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product) =>
            product[0] = rate * direction[0];

        public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

        public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian) => jacobian.Fill(rate);
    }

    [Theory]
    [InlineData("bdf", 1e-2)]
    [InlineData("bdf", 1e-3)]
    [InlineData("bdf", 1e-6)]
    [InlineData("bdf-gmres", 1e-3)]
    public void A_jacobian_of_a_failed_trial_point_does_not_hide_that_a_step_is_not_solved(string method, double tolerance)
    {
        // Two modes in logarithms, ℓ' = s − e^ℓ: a long trial step shoots the second one to e^10, where the Jacobian is 2e4 and not 0.2.
        DelegateField field = new(2, (_, y, d) => (d[0], d[1]) = (3 - Math.Exp(y[0]), 0.2 - Math.Exp(y[1])));
        double start = Math.Log(1e-9);
        TrajectoryRecorder recorder = new(SampleTimes.Linear(0, 400, 401));
        IntegrationResult result = new InitialValueProblem(new FiniteDifferenceField(field), new(0, 400), [start, start])
            .Solve(method, new() { Tolerances = new(tolerance, tolerance) }, recorder);
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        Trajectory trajectory = recorder.Trajectory;
        for (int i = 0; i < trajectory.Times.Length; i++)
        {
            // e^ℓ = s / (1 + (s/ε − 1)·e^(−st)), as for depth two.
            double Exact(double s) => Math.Log(s / (1 + (s / 1e-9 - 1) * Math.Exp(-s * trajectory.Times[i])));

            // The step passes ℓ = ln s with speed s at most; fifty tolerances in time and as many in the way.
            Assert.Equal(Exact(3), trajectory.State(i)[0], 100 * tolerance);
            Assert.Equal(Exact(0.2), trajectory.State(i)[1], 100 * tolerance);
        }
    }
}
