using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>The systems by GMRES on products with the Jacobian, which is never formed: for many unknowns.</summary>
/// <remarks>
/// Everything is measured in units of the tolerances. Products are exact where the Jacobian is symmetric, elsewhere forward differences: one
/// evaluation each. Their error of 1e-8·shift·‖∂f/∂y‖ drowns slow modes late in very stiff runs: where the iteration fails and the field has
/// a Jacobian, its products serve for a while. The field's preconditioner stands on the right, so residuals are true ones. Source: [BH86] §3.
/// </remarks>
internal sealed class KrylovSystem(IVectorField vectorField, ErrorScale scale) : IShiftedSystem, ILinearOperator
{
    private const int LargestSpace = 30;

    // A preparation serves while the shift stays this near; that, and the rate of convergence, for so many steps.
    private const double ShiftChange = 0.3;
    private const int StepsBetweenRenewals = 20;
    private const int StepsOfExactProducts = 50;

    private static readonly double RootOfRounding = Math.Sqrt(Math.BitIncrement(1.0) - 1);

    private readonly int n = vectorField.Dimension;
    private readonly IDifferentiableField? differentiable = vectorField as IDifferentiableField;
    private readonly IPreconditioner? preconditioner = vectorField.Preconditioner;
    private readonly Gmres gmres = new(vectorField.Dimension, LargestSpace);
    private readonly double[] weights = new double[vectorField.Dimension];
    private readonly double[] direction = new double[vectorField.Dimension];
    private readonly double[] point = new double[vectorField.Dimension];
    private readonly double[] preparedPoint = new double[vectorField.Preconditioner is null ? 0 : vectorField.Dimension];
    private double[] baseState = [];
    private double[] baseDerivative = [];
    private double baseTime;
    private double baseSize;
    private double shift;
    private double preparedTime;
    private double preparedShift;
    private int stepsSinceRenewal;
    private int exactStepsLeft;
    private bool preconditions;
    private long products;
    private long solutions;

    public bool KeepsRate { get; private set; }

    public double Ageing => 1;

    public string Description => string.Create(
        CultureInfo.InvariantCulture, $"matrix-free, {products} products in {solutions} systems{(preconditioner is null ? "" : preconditions ? ", preconditioned" : ", not preconditioned")}");

    public AttemptOutcome Prepare(double t, ReadOnlySpan<double> y, double shift)
    {
        this.shift = shift;
        (double relative, double absolute) = (scale.Tolerances.Relative, scale.Tolerances.Absolute);
        for (int i = 0; i < n; i++)
        {
            weights[i] = 1 / Math.Max(1e-300, absolute + relative * Math.Abs(y[i]));
        }
        exactStepsLeft = Math.Max(0, exactStepsLeft - 1);
        KeepsRate = preparedShift != 0 && stepsSinceRenewal < StepsBetweenRenewals;
        stepsSinceRenewal++;
        if (!KeepsRate || (preconditioner is not null && Math.Abs(shift / preparedShift - 1) > ShiftChange))
        {
            Renew(t, y);
        }
        return AttemptOutcome.Proposed;
    }

    public bool TryRenew(double t, ReadOnlySpan<double> y, out AttemptOutcome outcome)
    {
        outcome = AttemptOutcome.Proposed;
        bool turnsExact = exactStepsLeft == 0 && differentiable is { HasSymmetricJacobian: false };
        bool preparesAgain = preconditions && stepsSinceRenewal > 0;
        exactStepsLeft = turnsExact ? StepsOfExactProducts : exactStepsLeft;
        if (preparesAgain)
        {
            Renew(t, y);
        }
        return turnsExact || preparesAgain;
    }

    public void Solve(double t, double[] y, double[] derivative, double tolerance, Span<double> vector)
    {
        (baseTime, baseState, baseDerivative) = (t, y, derivative);
        VectorPass.Multiply(y, weights, direction);
        baseSize = VectorPass.Distance(direction, []) + 1 / (scale.Tolerances.Absolute + scale.Tolerances.Relative);
        VectorPass.Multiply(vector, weights, vector);

        // A tolerance on the largest component is one on the root mean square here.
        products += gmres.Solve(this, tolerance * (scale.Norm == ErrorNorm.Maximum ? Math.Sqrt(n) : 1), vector);
        solutions++;
        VectorPass.Divide(vector, weights, vector);
        if (preconditions)
        {
            preconditioner!.Apply(vector);
        }
    }

    public void Apply(ReadOnlySpan<double> vector, Span<double> product)
    {
        VectorPass.Divide(vector, weights, direction);
        double length = 1;
        if (preconditions)
        {
            preconditioner!.Apply(direction);
            VectorPass.Multiply(direction, weights, point);
            length = VectorPass.Distance(point, []);
        }
        if (differentiable is not null && (exactStepsLeft > 0 || differentiable.HasSymmetricJacobian))
        {
            differentiable.ApplyJacobian(baseTime, baseState, direction, product);
        }
        else
        {
            double increment = RootOfRounding * baseSize / length;
            VectorPass.Blend(1, baseState, increment, direction, point);
            vectorField.Evaluate(baseTime, point, product);
            VectorPass.Blend(1 / increment, product, -1 / increment, baseDerivative, product);
        }
        VectorPass.Blend(1, direction, -shift, product, product);
        VectorPass.Multiply(product, weights, product);
    }

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref products);
        transfer.Pass(ref solutions);
        transfer.Pass(ref preparedTime);
        transfer.Pass(ref preparedShift);
        transfer.Pass(ref stepsSinceRenewal);
        transfer.Pass(ref exactStepsLeft);
        transfer.Pass(preparedPoint);
        if (!transfer.IsSaving && preconditioner is not null && preparedShift != 0)
        {
            preconditions = preconditioner.TryPrepare(preparedTime, preparedPoint, preparedShift);
        }
    }

    private void Renew(double t, ReadOnlySpan<double> y)
    {
        (preparedTime, preparedShift, stepsSinceRenewal) = (t, shift, 0);
        if (preconditioner is not null)
        {
            y.CopyTo(preparedPoint);
            preconditions = preconditioner.TryPrepare(t, y, shift);
        }
    }
}
