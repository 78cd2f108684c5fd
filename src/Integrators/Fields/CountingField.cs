namespace DlnDynamics.Integrators;

/// <summary>Counts what a method asks of a field, so that no method counts.</summary>
internal class CountingField : IVectorField
{
    private readonly IVectorField inner;
    private readonly FiniteDifferenceField? differences;
    private readonly long differencesBefore;
    private long calls;
    private long products;
    private long jacobians;
    private long resumedFrom;

    protected CountingField(IVectorField inner)
    {
        this.inner = inner;
        differences = inner as FiniteDifferenceField;
        differencesBefore = differences?.DifferenceEvaluations ?? 0;
    }

    public int Dimension => inner.Dimension;

    public IPreconditioner? Preconditioner => inner.Preconditioner;

    /// <summary>Every evaluation of f, those behind finite differences included.</summary>
    public long Evaluations => resumedFrom + calls + (differences?.DifferenceEvaluations - differencesBefore ?? 0);

    /// <summary>All that was asked of the field.</summary>
    public WorkCounts Work => new() { Evaluations = Evaluations, JacobianProducts = products, Jacobians = jacobians };

    /// <summary>A counter around a field; differentiable when the field is.</summary>
    public static CountingField Around(IVectorField field) =>
        field is IDifferentiableField differentiable ? new CountingDifferentiableField(differentiable) : new CountingField(field);

    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        calls++;
        inner.Evaluate(t, y, derivative);
    }

    /// <summary>Saves the counts, or goes on from saved ones.</summary>
    public void Exchange(StateTransfer transfer)
    {
        long evaluations = Evaluations;
        transfer.Pass(ref evaluations);
        transfer.Pass(ref products);
        transfer.Pass(ref jacobians);
        resumedFrom += evaluations - Evaluations;
    }

    protected void CountProduct() => products++;

    protected void CountJacobian() => jacobians++;
}
