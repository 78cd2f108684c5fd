using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Exact identities along trajectories (oracles 3, 16, 17, 18, 19).</summary>
public sealed class FlowIdentityTests
{
    private const double H = 1e-3;

    public static TheoryData<double> Depths => new(2, 2.5, 3, 5, 11.3, 0);

    [Theory]
    [MemberData(nameof(Depths))]
    public void Powers_and_traces_move_as_theory_has_it(double n)
    {
        Depth depth = n == 0 ? Depth.Infinite : Depth.Real(n);
        GradientFlow flow = GradientFlow.From(
            new BalancedMatrix(Samples.Gaussian(3, 3, 4, 0.8)), depth, Samples.Completion(Samples.Gaussian(3, 3, 1), 0.7, 3));
        FlowState[] points = [.. new[] { 0.5 - 2 * H, 0.5 - H, 0.5, 0.5 + H, 0.5 + 2 * H }.Select(tau => Samples.Observe(flow, Samples.Integrate(flow, tau, 1e-13), tau))];
        Matrix<double> x = Of(points[2].EndToEnd), g = Of(points[2].Gradient);

        // In the rescaled clock the derivative of (XXᵀ)^(1/N) is −(GXᵀ + XGᵀ)/N; at N = ∞ that of log XXᵀ is −(GXᵀ + XGᵀ).
        double rate = depth.IsInfinite ? 1 : depth.Reciprocal;
        Matrix<double> Left(FlowState point) => Spectral(Of(point.EndToEnd) * Of(point.EndToEnd).Transpose(), depth);
        Matrix<double> Right(FlowState point) => Spectral(Of(point.EndToEnd).Transpose() * Of(point.EndToEnd), depth);
        AssertClose(Derivative(points.Select(Left)), -rate * (g * x.Transpose() + x * g.Transpose()), 1e-6);
        AssertClose(Derivative(points.Select(Right)), -rate * (g.Transpose() * x + x.Transpose() * g), 1e-6);

        double Trace(FlowState point) => point.LogSigma.ToArray().Sum(l => depth.IsInfinite ? l : Math.Exp(2 * depth.Reciprocal * l));
        double inner = Samples.Inner(points[2].EndToEnd, points[2].Gradient);
        Assert.Equal(depth.IsInfinite ? -inner : -2 * rate * inner, Derivative([.. points.Select(Trace)]), 1e-6);

        double dissipation = Samples.Inner(points[2].Gradient, OperatorTests.Apply(depth, points[2].EndToEnd, points[2].Gradient));
        Assert.Equal(-dissipation, Derivative([.. points.Select(point => point.Loss)]), 1e-7);
    }

    [Fact]
    public void Layered_loss_falls_by_the_square_of_its_gradient()
    {
        GradientFlow flow = GradientFlow.From(new LayersGaussian(0.7, 5, 3), Depth.Of(3), Samples.Completion(Samples.Gaussian(4, 5, 1), 0.7, 3));
        double[] middle = Samples.Integrate(flow, 0.5), velocity = new double[middle.Length];
        flow.Field.Evaluate(0, middle, velocity);
        double[] losses = [.. new[] { -2 * H, -H, 0, H, 2 * H }.Select(h => Samples.Observe(flow, Samples.Integrate(flow, 0.5 + h, 1e-13)).Loss)];
        // −N‖Ẇ‖² in the rescaled clock, because Ẇ = −∇L/N.
        Assert.Equal(-3 * VectorOperations.Dot(velocity, velocity), Derivative(losses), 1e-7);
    }

    [Fact]
    public void Quadratic_form_of_the_layered_Hessian_is_the_sum_over_pairs()
    {
        NetworkShape shape = new([3, 4, 5, 2]);
        ILoss loss = Samples.Completion(Samples.Gaussian(2, 3, 1), 0.7, 3);
        LayerFlow field = new(shape, loss);
        double[] w = Samples.Gaussian(shape.Length, 1, 4, 0.7).Data.ToArray(), delta = Samples.Gaussian(shape.Length, 1, 5).Data.ToArray();
        double[] product = new double[w.Length];
        field.ApplyJacobian(0, w, delta, product);

        Matrix<double>[] layers = [.. Enumerable.Range(0, 3).Select(p => Of(Matrix.CopyOf(shape.Layer(w.AsSpan(), p))))];
        Matrix<double>[] moves = [.. Enumerable.Range(0, 3).Select(p => Of(Matrix.CopyOf(shape.Layer(delta.AsSpan(), p))))];
        Matrix<double> Product(int from, int to) =>
            Enumerable.Range(from, to - from).Aggregate(Matrix<double>.Build.DenseIdentity(shape.Widths[from]), (all, p) => layers[p] * all);
        Matrix<double> xDot = Matrix<double>.Build.Dense(2, 3);
        for (int j = 0; j < 3; j++)
        {
            xDot += Product(j + 1, 3) * moves[j] * Product(0, j);
        }
        FlowState point = new(2, 3, 2);
        Assert.True(field.TryObserve(0, w, point));
        Matrix curved = new(2, 3);
        loss.ApplyHessian(point.EndToEnd.View, From(xDot).View, curved.View);
        double form = Samples.Inner(From(xDot), curved);
        for (int j = 0; j < 3; j++)
        {
            for (int k = j + 1; k < 3; k++)
            {
                Matrix<double> pair = Product(k + 1, 3) * moves[k] * Product(j + 1, k) * moves[j] * Product(0, j);
                form += 2 * Samples.Inner(point.Gradient, From(pair));
            }
        }
        Assert.Equal(form, -3 * VectorOperations.Dot(delta, product), 1e-12 * Math.Abs(form));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(0)]
    public void Positive_definite_flows_agree_with_their_own_equations(int layers)
    {
        Depth depth = layers == 0 ? Depth.Infinite : Depth.Of(layers);
        Matrix root = Samples.Gaussian(4, 4, 2, 0.6), target = Samples.Gaussian(4, 4, 3);
        Matrix start = Samples.Product(root, Samples.Transposed(root)), symmetric = new(4, 4);
        for (int i = 0; i < 4; i++)
        {
            start[i, i] += 0.2;
            for (int j = 0; j < 4; j++)
            {
                symmetric[i, j] = target[i, j] + target[j, i];
            }
        }
        FactorizationLoss loss = new(symmetric);
        double end = 1.5;
        Matrix expected = Samples.EndToEndAt(GradientFlow.From(new BalancedMatrix(start), depth, loss), end);

        // R = X^(2/N): Ṙ = −(XG + GX)/N; at N = ∞ L = log X: L′ = −½(GX + XG).
        double power = 2 * depth.Reciprocal;
        Matrix<double> coordinate = Map(Of(start), value => depth.IsInfinite ? Math.Log(value) : Math.Pow(value, power));
        DelegateField field = new(16, (t, y, derivative) =>
        {
            Matrix<double> x = Map(Matrix<double>.Build.Dense(4, 4, y.ToArray()), value => depth.IsInfinite ? Math.Exp(value) : Math.Pow(value, 1 / power));
            Matrix<double> g = x - Of(symmetric), velocity = -(depth.IsInfinite ? 0.5 : depth.Reciprocal) * (x * g + g * x);
            velocity.ToColumnMajorArray().CopyTo(derivative);
        });
        IntegrationResult result = new InitialValueProblem(field, new(0, end), [.. coordinate.ToColumnMajorArray()])
            .Integrate(new ExplicitRungeKutta(Tsitouras5.Tableau), new() { Tolerances = new(1e-12, 1e-12) });
        Matrix<double> found = Map(Matrix<double>.Build.Dense(4, 4, [.. result.State]), value => depth.IsInfinite ? Math.Exp(value) : Math.Pow(value, 1 / power));
        Assert.InRange(Samples.Distance(From(found), expected), 0, 1e-8);
    }

    private static Matrix<double> Of(Matrix matrix) => Matrix<double>.Build.Dense(matrix.Rows, matrix.Columns, matrix.Data.ToArray());

    private static Matrix From(Matrix<double> matrix)
    {
        Matrix result = new(matrix.RowCount, matrix.ColumnCount);
        matrix.ToColumnMajorArray().CopyTo(result.Data);
        return result;
    }

    private static Matrix<double> Map(Matrix<double> symmetric, Func<double, double> function)
    {
        var eigen = (0.5 * (symmetric + symmetric.Transpose())).Evd(Symmetricity.Symmetric);
        return eigen.EigenVectors * Matrix<double>.Build.DenseOfDiagonalArray([.. eigen.EigenValues.Select(value => function(value.Real))]) * eigen.EigenVectors.Transpose();
    }

    private static Matrix<double> Spectral(Matrix<double> gram, Depth depth) =>
        Map(gram, value => depth.IsInfinite ? Math.Log(value) : Math.Pow(value, depth.Reciprocal));

    /// <summary>Fourth-order central difference of five values H apart.</summary>
    private static double Derivative(double[] v) => (v[0] - 8 * v[1] + 8 * v[3] - v[4]) / (12 * H);

    private static Matrix<double> Derivative(IEnumerable<Matrix<double>> values)
    {
        Matrix<double>[] v = [.. values];
        return (v[0] - 8 * v[1] + 8 * v[3] - v[4]) / (12 * H);
    }

    private static void AssertClose(Matrix<double> found, Matrix<double> expected, double tolerance) =>
        Assert.True((found - expected).FrobeniusNorm() <= tolerance * Math.Max(1, expected.FrobeniusNorm()), $"{found} instead of {expected}");
}
