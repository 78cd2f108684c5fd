namespace DlnDynamics.Integrators;

/// <summary>Counts what a method asks of a field, so that no method counts.</summary>
internal class CountingField : IVectorField
{
    private readonly IVectorField inner;
    private readonly FiniteDifferenceField? differences;
    private readonly long differencesBefore;
    private long calls;

    protected CountingField(IVectorField inner)
    {
        this.inner = inner;
        differences = inner as FiniteDifferenceField;
        differencesBefore = differences?.DifferenceEvaluations ?? 0;
    }

    public int Dimension => inner.Dimension;

    /// <summary>Every evaluation of f, those behind finite differences included.</summary>
    public long Evaluations => calls + (differences?.DifferenceEvaluations - differencesBefore ?? 0);

    /// <summary>All that was asked of the field.</summary>
    public WorkCounts Work => new() { Evaluations = Evaluations, JacobianProducts = JacobianProducts, Jacobians = Jacobians };

    protected long JacobianProducts { get; set; }

    protected long Jacobians { get; set; }

    /// <summary>A counter around a field; differentiable when the field is.</summary>
    public static CountingField Around(IVectorField field) =>
        field is IDifferentiableField differentiable ? new CountingDifferentiableField(differentiable) : new CountingField(field);

    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        calls++;
        inner.Evaluate(t, y, derivative);
    }
}
