using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>A Rosenbrock–Wanner pair bound to a field.</summary>
internal sealed class RosenbrockStepper : IStepper
{
    private readonly RosenbrockTableau tableau;
    private readonly IDifferentiableField vectorField;
    private readonly int n;
    private readonly double[] jacobian;
    private readonly double[] shifted;
    private readonly ILuFactorization factorization;
    private readonly MatrixProduct product;
    private readonly SaddleGuard? guard;
    private readonly double[] stages;
    private readonly int[] offsets;
    private readonly double[] weights;
    private readonly double[] start;
    private readonly double[] end;
    private readonly double[] point;
    private readonly double[] timeDerivative;
    private double[] startDerivative;
    private double[] endDerivative;
    private bool jacobianIsCurrent;
    private bool accepted;

    public RosenbrockStepper(RosenbrockTableau tableau, IDifferentiableField vectorField, ErrorScale scale, bool guardsSaddles)
    {
        this.tableau = tableau;
        this.vectorField = vectorField;
        n = vectorField.Dimension;
        jacobian = new double[checked(n * n)];
        shifted = new double[n * n];
        factorization = DenseKernels.Default.Lu(n);
        product = new(jacobian, n, vectorField.HasSymmetricJacobian);

        // R follows the exponential to order p, with less than the whole next term missing; at z = 1 that is 0.2 % for p = 5.
        guard = guardsSaddles ? new(new(n), tableau.Order, NextTaylorCoefficient(tableau.Order), 1, scale) : null;
        stages = new double[tableau.Stages * n];
        offsets = [.. Enumerable.Range(0, tableau.Stages).Select(i => i * n)];
        weights = new double[tableau.Stages];
        start = new double[n];
        end = new double[n];
        point = new double[n];
        timeDerivative = new double[n];
        startDerivative = new double[n];
        endDerivative = new double[n];
    }

    public ReadOnlySpan<double> Derivative => accepted ? endDerivative : startDerivative;

    public int ErrorOrder => tableau.EmbeddedOrder;

    public double LargestStep => guard?.LargestStep ?? double.PositiveInfinity;

    public string Description => tableau.Name;

    public void MoveTo(double t, ReadOnlySpan<double> y, IStateProjection projection) => Start(t, y);

    public void Start(double t, ReadOnlySpan<double> y)
    {
        accepted = jacobianIsCurrent = false;
        vectorField.Evaluate(t, y, startDerivative);
    }

    public AttemptOutcome Attempt(double t, double h, ReadOnlySpan<double> y, Span<double> proposal, Span<double> error)
    {
        if (accepted)
        {
            (startDerivative, endDerivative) = (endDerivative, startDerivative);
            accepted = false;
        }
        if (!TryFactor(t, h, y, out AttemptOutcome failure))
        {
            return failure;
        }
        y.CopyTo(start);
        for (int i = 0; i < tableau.Stages; i++)
        {
            Span<double> stage = stages.AsSpan(offsets[i], n);
            if (i > 0)
            {
                Scale(tableau.PointWeights[i], 1);
                VectorPass.Combine(y, weights.AsSpan(0, i), stages, offsets, point);
                vectorField.Evaluate(t + tableau.Nodes[i] * h, point, stage);
            }
            else
            {
                startDerivative.CopyTo(stage);
            }
            Scale(tableau.StageWeights[i], 1 / h);
            VectorPass.Combine(stage, weights.AsSpan(0, i), stages, offsets, stage);
            if (tableau.TimeWeights[i] != 0)
            {
                VectorPass.Blend(1, stage, h * tableau.TimeWeights[i], timeDerivative, stage);
            }
            factorization.Solve(new ReadOnlyMatrixView(shifted, n, n), stage);
        }
        stages.AsSpan(offsets[^1], n).CopyTo(error);
        VectorPass.Blend(1, point, 1, error, proposal);
        vectorField.Evaluate(t + h, proposal, endDerivative);
        proposal.CopyTo(end);

        // f at the end belongs to the attempt: a step that ends where f has none must be shortened, not accepted.
        return VectorPass.IsFinite(error) && VectorPass.IsFinite(proposal) && VectorPass.IsFinite(endDerivative)
            ? AttemptOutcome.Proposed
            : AttemptOutcome.NonFinite;
    }

    public void Accept()
    {
        accepted = true;
        jacobianIsCurrent = false;
    }

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref accepted);
        transfer.Pass(accepted ? endDerivative : startDerivative);
        transfer.Pass(ref jacobianIsCurrent);
        transfer.Pass(jacobianIsCurrent ? jacobian : []);
        transfer.Pass(jacobianIsCurrent ? timeDerivative : []);
        guard?.Exchange(transfer);
    }

    public void Interpolate(double theta, Span<double> y)
    {
        for (int j = 0; j < weights.Length; j++)
        {
            double sum = 0;
            for (int k = tableau.DenseWeights.Length - 1; k >= 0; k--)
            {
                sum = sum * theta + tableau.DenseWeights[k][j];
            }
            weights[j] = theta * (1 - theta) * sum;
        }
        VectorPass.Blend(1 - theta, start, theta, end, y);
        VectorPass.Combine(y, weights, stages, offsets, y);
    }

    /// <summary>1/(order + 1)!.</summary>
    private static double NextTaylorCoefficient(int order)
    {
        double coefficient = 1;
        for (int k = 2; k <= order + 1; k++)
        {
            coefficient /= k;
        }
        return coefficient;
    }

    /// <summary>Factors I/(hγ) − J; J and ∂f/∂t are evaluated once a point and kept on rejection.</summary>
    private bool TryFactor(double t, double h, ReadOnlySpan<double> y, out AttemptOutcome failure)
    {
        if (!jacobianIsCurrent)
        {
            vectorField.FillJacobian(t, y, new MatrixView(jacobian, n, n));
            vectorField.EvaluateTimeDerivative(t, y, timeDerivative);
            jacobianIsCurrent = true;
            guard?.Observe(product);
        }
        if (h > LargestStep * (1 + 1e-12))
        {
            failure = AttemptOutcome.StepTooLong;
            return false;
        }
        failure = VectorPass.IsFinite(jacobian) ? AttemptOutcome.SingularMatrix : AttemptOutcome.NonFinite;
        VectorPass.Blend(-1, jacobian, 0, jacobian, shifted);
        double shift = 1 / (h * tableau.Gamma);
        for (int i = 0; i < n; i++)
        {
            shifted[i + i * n] += shift;
        }
        return failure == AttemptOutcome.SingularMatrix && factorization.TryFactor(new MatrixView(shifted, n, n));
    }

    private void Scale(ImmutableArray<double> coefficients, double factor)
    {
        for (int j = 0; j < coefficients.Length; j++)
        {
            weights[j] = factor * coefficients[j];
        }
    }
}
