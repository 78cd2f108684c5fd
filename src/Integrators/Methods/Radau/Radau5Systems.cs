using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>The linear systems of Radau's stages: a Jacobian, kept while it serves, and the two matrices γ/h·I − J and (α + iβ)/h·I − J.</summary>
internal sealed class Radau5Systems
{
    private readonly IDifferentiableField vectorField;
    private readonly int n;
    private readonly double[] jacobian;
    private readonly double[] real;
    private readonly double[] complexReal;
    private readonly double[] complexImaginary;
    private readonly ILuFactorization realFactorization;
    private readonly IComplexLuFactorization complexFactorization;
    private readonly MatrixProduct product;
    private readonly SaddleGuard guard;
    private double factoredStep;
    private bool hasJacobian;

    public Radau5Systems(IDifferentiableField vectorField, ErrorScale scale)
    {
        this.vectorField = vectorField;
        n = vectorField.Dimension;
        jacobian = new double[checked(n * n)];
        real = new double[n * n];
        complexReal = new double[n * n];
        complexImaginary = new double[n * n];
        realFactorization = DenseKernels.Default.Lu(n);
        complexFactorization = DenseKernels.Default.ComplexLu(n);
        product = new(jacobian, n, vectorField.HasSymmetricJacobian);

        // R(z) and the exponential differ by z⁶/7200 to leading order; at z = 2 by 2 %.
        guard = new(new(n), SaddleGuard.StepTimesGrowth(5, 1.0 / 7200, 2, scale));
    }

    /// <summary>Whether the Jacobian is that at the current point.</summary>
    public bool JacobianIsCurrent { get; private set; }

    /// <summary>The longest step that follows the fastest growing direction of the Jacobian, as it is kept.</summary>
    public double LargestStep => guard.LargestStep;

    /// <summary>Evaluates the Jacobian at the current point, unless it is there already.</summary>
    public void Refresh(double t, ReadOnlySpan<double> y)
    {
        if (!JacobianIsCurrent)
        {
            vectorField.FillJacobian(t, y, new MatrixView(jacobian, n, n));
            JacobianIsCurrent = hasJacobian = true;
            factoredStep = 0;
            guard.Observe(product);
        }
    }

    /// <summary>The current point has moved: the Jacobian may be used, but is no longer its own.</summary>
    public void Age() => JacobianIsCurrent = false;

    /// <summary>There is no Jacobian: the next attempt begins anew.</summary>
    public void Forget() => JacobianIsCurrent = hasJacobian = false;

    /// <summary>Makes both factorizations for a step, unless they are there already; an outcome other than Proposed says why it could not.</summary>
    public AttemptOutcome Factor(double t, double h, ReadOnlySpan<double> y)
    {
        if (!hasJacobian)
        {
            Refresh(t, y);
        }
        if (h > guard.LargestStep * (1 + 1e-12))
        {
            return AttemptOutcome.StepTooLong;
        }
        if (h == factoredStep)
        {
            return AttemptOutcome.Proposed;
        }
        factoredStep = 0;
        if (!VectorPass.IsFinite(jacobian))
        {
            return AttemptOutcome.NonFinite;
        }
        VectorPass.Blend(-1, jacobian, 0, jacobian, real);
        real.CopyTo(complexReal);
        complexImaginary.AsSpan().Clear();
        for (int i = 0; i < n; i++)
        {
            real[i + i * n] += Radau5.Gamma / h;
            complexReal[i + i * n] += Radau5.Alpha / h;
            complexImaginary[i + i * n] = Radau5.Beta / h;
        }
        if (!realFactorization.TryFactor(new MatrixView(real, n, n))
            || !complexFactorization.TryFactor(new MatrixView(complexReal, n, n), new MatrixView(complexImaginary, n, n)))
        {
            return AttemptOutcome.SingularMatrix;
        }
        factoredStep = h;
        return AttemptOutcome.Proposed;
    }

    public void SolveReal(Span<double> right) => realFactorization.Solve(new ReadOnlyMatrixView(real, n, n), right);

    public void SolveComplex(Span<double> rightReal, Span<double> rightImaginary) => complexFactorization.Solve(
        new ReadOnlyMatrixView(complexReal, n, n), new ReadOnlyMatrixView(complexImaginary, n, n), rightReal, rightImaginary);

    /// <summary>Carries the Jacobian; the factorizations are a function of it and the step, and are made again.</summary>
    public void Exchange(StateTransfer transfer)
    {
        bool isCurrent = JacobianIsCurrent;
        transfer.Pass(ref isCurrent);
        JacobianIsCurrent = isCurrent;
        transfer.Pass(ref hasJacobian);
        transfer.Pass(hasJacobian ? jacobian : []);
        guard.Exchange(transfer);
        factoredStep = transfer.IsSaving ? factoredStep : 0;
    }
}
