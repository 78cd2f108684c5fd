namespace DlnDynamics.Integrators;

/// <summary>Products that the field itself offers.</summary>
internal sealed class ExactProduct(IDifferentiableField vectorField) : IJacobianProduct
{
    private readonly double[] origin = new double[vectorField.Dimension];
    private double t;

    public int Dimension => origin.Length;

    public bool IsSymmetric => vectorField.HasSymmetricJacobian;

    // Rounding, a product of many factors, and room; eigenvalues of a symmetric Jacobian err by no more than its products.
    public double Noise => IsSymmetric ? 1e-12 : 1e-10;

    /// <summary>Products so far.</summary>
    public long Products { get; private set; }

    /// <summary>Moves to another point.</summary>
    public void MoveTo(double time, ReadOnlySpan<double> y)
    {
        t = time;
        y.CopyTo(origin);
    }

    public bool TryApply(ReadOnlySpan<double> direction, Span<double> product)
    {
        Products++;
        vectorField.ApplyJacobian(t, origin, direction, product);
        return VectorPass.IsFinite(product);
    }
}
