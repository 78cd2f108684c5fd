using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>The systems by GMRES on products with the Jacobian, which is never formed: for many unknowns.</summary>
/// <remarks>
/// Everything is measured in units of the tolerances. Products are exact where the Jacobian is symmetric, elsewhere forward differences: one
/// evaluation each. Their error of 1e-8·shift·‖∂f/∂y‖ drowns slow modes late in very stiff runs: where the iteration fails though its systems
/// were solved, better ones serve for a while: exact ones of a small field that has them, else central differences, two evaluations each. The field's preconditioner stands on the right, so residuals are
/// true ones. Source: [BH86] §3.
/// </remarks>
internal sealed class KrylovSystem(IVectorField vectorField, ErrorScale scale, SpectrumEstimator spectrum) : IShiftedSystem, ILinearOperator
{
    // Where an evaluation costs much, so does a step cut short because its system was not solved.
    private const int SmallSpace = 30;
    private const int LargeSpace = 60;

    // A preparation serves while the shift stays this near; that, and the rate of convergence, for so many steps.
    private const double ShiftChange = 0.3;
    private const int StepsBetweenRenewals = 20;
    private const int StepsOfBetterProducts = 50;

    private static readonly double Rounding = Math.BitIncrement(1.0) - 1;
    private static readonly double RootOfRounding = Math.Sqrt(Rounding);
    private static readonly double CubeRootOfRounding = Math.Cbrt(Rounding);

    private readonly int n = vectorField.Dimension;
    private readonly IDifferentiableField? differentiable = vectorField as IDifferentiableField;
    private readonly bool isSymmetric = vectorField is IDifferentiableField { HasSymmetricJacobian: true };
    private readonly IPreconditioner? preconditioner = vectorField.Preconditioner;
    private readonly Gmres gmres = new(vectorField.Dimension, IsSmall(vectorField) ? SmallSpace : LargeSpace);
    private readonly double[] weights = new double[vectorField.Dimension];
    private readonly double[] direction = new double[vectorField.Dimension];
    private readonly double[] point = new double[vectorField.Dimension];
    private readonly double[] remainder = new double[vectorField.Dimension];
    private readonly double[] below = new double[vectorField.Dimension];
    private readonly double[] preparedPoint = new double[vectorField.Preconditioner is null ? 0 : vectorField.Dimension];
    private readonly double[] coarse = new double[vectorField.Dimension];
    private double[] baseState = [];
    private double[] baseDerivative = [];
    private double baseTime;
    private double baseSize;
    private double shift;
    private double preparedTime;
    private double preparedShift;
    private int stepsSinceRenewal;
    private int betterStepsLeft;
    private bool preconditions;
    private bool isSolved;
    private long products;
    private long solutions;

    public bool KeepsRate { get; private set; }

    public bool FollowsGrowth { private get; set; }

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
        betterStepsLeft = Math.Max(0, betterStepsLeft - 1);
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
        bool turnsBetter = isSolved && betterStepsLeft == 0 && !isSymmetric;
        bool preparesAgain = preconditions && stepsSinceRenewal > 0;
        betterStepsLeft = turnsBetter ? StepsOfBetterProducts : betterStepsLeft;
        if (preparesAgain)
        {
            Renew(t, y);
        }
        return turnsBetter || preparesAgain;
    }

    public void Solve(double t, double[] y, double[] derivative, double tolerance, Span<double> vector)
    {
        (baseTime, baseState, baseDerivative) = (t, y, derivative);
        VectorPass.Multiply(y, weights, direction);

        // Rounding of y asks for an increment like its norm, curvature for one like its entries: the error is least at their mean.
        double size = VectorPass.Distance(direction, []), unit = 1 / (scale.Tolerances.Absolute + scale.Tolerances.Relative);
        baseSize = Math.Sqrt((size + unit) * (size / Math.Sqrt(n) + unit));
        bool isGrowing = FollowsGrowth && spectrum.Space.TrySolveShifted(shift, vector, coarse) && VectorPass.Distance(coarse, []) > 0;
        if (isGrowing)
        {
            VectorPass.Multiply(coarse, weights, point);
            ApplyJacobian(coarse, VectorPass.Distance(point, []), remainder);
            VectorPass.Blend(1, vector, -1, coarse, vector);
            VectorPass.Blend(1, vector, shift, remainder, vector);
            products++;
        }
        VectorPass.Multiply(vector, weights, vector);

        // A tolerance on the largest component is one on the root mean square here.
        double allowed = tolerance * (scale.Norm == ErrorNorm.Maximum ? Math.Sqrt(n) : 1);
        products += gmres.Solve(this, allowed, vector);
        isSolved = gmres.Residual <= allowed;
        solutions++;
        VectorPass.Divide(vector, weights, vector);
        if (preconditions)
        {
            preconditioner!.Apply(vector);
        }
        if (isGrowing)
        {
            VectorPass.Blend(1, vector, 1, coarse, vector);
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
        ApplyJacobian(direction, length, product);
        VectorPass.Blend(1, direction, -shift, product, product);
        VectorPass.Multiply(product, weights, product);
    }

    /// <summary>product ← J·direction for a direction of a length in units of the tolerances.</summary>
    private void ApplyJacobian(ReadOnlySpan<double> direction, double length, Span<double> product)
    {
        bool needsBetter = betterStepsLeft > 0;
        if (differentiable is not null && (isSymmetric || (needsBetter && IsSmall(vectorField))))
        {
            differentiable.ApplyJacobian(baseTime, baseState, direction, product);
        }
        else
        {
            double increment = (needsBetter ? CubeRootOfRounding : RootOfRounding) * baseSize / length;
            VectorPass.Blend(1, baseState, increment, direction, point);
            vectorField.Evaluate(baseTime, point, product);
            if (needsBetter)
            {
                VectorPass.Blend(1, baseState, -increment, direction, point);
                vectorField.Evaluate(baseTime, point, below);
            }
            double width = needsBetter ? 2 * increment : increment;
            VectorPass.Blend(1 / width, product, -1 / width, needsBetter ? below : baseDerivative, product);
        }
    }

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref products);
        transfer.Pass(ref solutions);
        transfer.Pass(ref preparedTime);
        transfer.Pass(ref preparedShift);
        transfer.Pass(ref stepsSinceRenewal);
        transfer.Pass(ref betterStepsLeft);
        transfer.Pass(preparedPoint);
        if (!transfer.IsSaving && preconditioner is not null && preparedShift != 0)
        {
            preconditions = preconditioner.TryPrepare(preparedTime, preparedPoint, preparedShift);
        }
    }

    private static bool IsSmall(IVectorField vectorField) => vectorField.Dimension <= BackwardDifferentiation.LargestFactoredDimension;

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
