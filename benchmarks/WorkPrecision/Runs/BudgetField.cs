using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.WorkPrecision;

/// <summary>A field that calls its run off once the work asked of it exceeds a budget: unlike a clock it does so at the same point every time.</summary>
internal sealed class BudgetField(IDifferentiableField inner, long budget) : IDifferentiableField, IDisposable
{
    /// <summary>Beyond this size a factored Jacobian takes a second a step: runs that ask for one are called off.</summary>
    public const int LargestJacobian = 1000;

    private readonly CancellationTokenSource source = new();
    private long work;

    /// <inheritdoc/>
    public int Dimension => inner.Dimension;

    /// <inheritdoc/>
    public IPreconditioner? Preconditioner => inner.Preconditioner;

    /// <inheritdoc/>
    public bool HasSymmetricJacobian => inner.HasSymmetricJacobian;

    /// <summary>Cancelled when the budget is spent.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Whether a Jacobian was asked for that is too large to factor.</summary>
    public bool IsTooLarge { get; private set; }

    /// <inheritdoc/>
    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        Spend(1);
        inner.Evaluate(t, y, derivative);
    }

    /// <inheritdoc/>
    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        Spend(1);
        inner.ApplyJacobian(t, y, direction, product);
    }

    /// <inheritdoc/>
    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        if (Dimension > LargestJacobian)
        {
            IsTooLarge = true;
            Spend(budget);
            jacobian.Fill(double.NaN);
            return;
        }
        Spend(Dimension);
        inner.FillJacobian(t, y, jacobian);
    }

    /// <inheritdoc/>
    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => inner.EvaluateTimeDerivative(t, y, derivative);

    /// <inheritdoc/>
    public void Dispose() => source.Dispose();

    private void Spend(long amount)
    {
        work += amount;
        if (work > budget && !source.IsCancellationRequested)
        {
            source.Cancel();
        }
    }
}
