namespace DlnDynamics.Integrators;

/// <summary>Products from one difference of f each, where a field has no Jacobian.</summary>
internal sealed class DifferenceProduct(IVectorField vectorField) : IJacobianProduct
{
    private const int Tries = 3;

    private static readonly double RootOfRounding = Math.Sqrt(Math.BitIncrement(1.0) - 1);

    private readonly double[] origin = new double[vectorField.Dimension];
    private readonly double[] derivative = new double[vectorField.Dimension];
    private readonly double[] point = new double[vectorField.Dimension];
    private double t;
    private double distance;

    public int Dimension => origin.Length;

    public bool IsSymmetric => false;

    // The root of rounding, from cancellation and from curvature, and a few such errors together.
    public double Noise => 1e-6;

    /// <summary>Evaluations of f made so far; the caller carries them through checkpoints.</summary>
    public long Evaluations { get; set; }

    /// <summary>Moves to another point, where f is <paramref name="slope"/>.</summary>
    public void MoveTo(double time, ReadOnlySpan<double> y, ReadOnlySpan<double> slope)
    {
        t = time;
        y.CopyTo(origin);
        slope.CopyTo(derivative);
        double size = VectorPass.Distance(y, []);
        distance = RootOfRounding * (size > 0 ? Math.Max(size, 1e-140) : 1);
    }

    public bool TryApply(ReadOnlySpan<double> direction, Span<double> product)
    {
        double step = distance;
        for (int attempt = 0; attempt < Tries; attempt++)
        {
            VectorPass.Blend(1, origin, step, direction, point);
            vectorField.Evaluate(t, point, product);
            Evaluations++;
            double length = VectorPass.SubtractAndMeasure(product, derivative, product);
            if (double.IsFinite(length))
            {
                VectorPass.Blend(1 / step, product, 0, product, product);
                return VectorPass.IsFinite(product);
            }

            // Outside the field's domain: closer by, and on the other side.
            step *= -1e-3;
        }
        return false;
    }
}
