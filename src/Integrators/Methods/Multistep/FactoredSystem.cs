using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Integrators;

/// <summary>The systems by a Jacobian and its LU factorization, both kept for as long as they serve.</summary>
/// <remarks>Cost: 2n³/3 a change of the shift, 2n² a solution, a Jacobian when the iteration converges slowly.</remarks>
internal sealed class FactoredSystem(IDifferentiableField vectorField) : IShiftedSystem
{
    private readonly int n = vectorField.Dimension;
    private readonly double[] jacobian = new double[checked(vectorField.Dimension * vectorField.Dimension)];
    private readonly double[] shifted = new double[vectorField.Dimension * vectorField.Dimension];
    private readonly ILuFactorization factorization = DenseKernels.Default.Lu(vectorField.Dimension);
    private double wantedShift;
    private double factoredShift;
    private bool hasJacobian;
    private bool isFresh;
    private bool isOfAttempt;

    // A rate that was not measured in this step hides that an old Jacobian no longer serves: errors ten to thirty times as large, in more steps.
    public bool KeepsRate => false;

    public string Description => "dense";

    public AttemptOutcome Prepare(double t, ReadOnlySpan<double> y, double shift)
    {
        isFresh = false;
        wantedShift = shift;

        // A Jacobian of a trial point that was left again may be wrong by orders of magnitude, and hide that a step is not solved.
        if (!hasJacobian || isOfAttempt)
        {
            FillJacobian(t, y);
            factoredShift = 0;
        }
        return factoredShift == shift ? AttemptOutcome.Proposed : Factor(shift);
    }

    public bool TryRenew(double t, ReadOnlySpan<double> y, out AttemptOutcome outcome)
    {
        outcome = AttemptOutcome.Proposed;
        if (isFresh)
        {
            return false;
        }
        FillJacobian(t, y);
        outcome = Factor(wantedShift);
        return true;
    }

    public void Solve(double t, double[] y, double[] derivative, double tolerance, Span<double> vector) =>
        factorization.Solve(new ReadOnlyMatrixView(shifted, n, n), vector);

    public void Accept() => isOfAttempt = false;

    public void Forget() => hasJacobian = false;

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref isOfAttempt);
        transfer.Pass(ref hasJacobian);
        transfer.Pass(hasJacobian ? jacobian : []);
        transfer.Pass(ref factoredShift);
        if (!transfer.IsSaving && factoredShift != 0)
        {
            Factor(factoredShift);
        }
    }

    private void FillJacobian(double t, ReadOnlySpan<double> y)
    {
        vectorField.FillJacobian(t, y, new MatrixView(jacobian, n, n));
        hasJacobian = isFresh = isOfAttempt = true;
    }

    private AttemptOutcome Factor(double shift)
    {
        factoredShift = 0;
        if (!VectorPass.IsFinite(jacobian))
        {
            hasJacobian = false;
            return AttemptOutcome.NonFinite;
        }
        VectorPass.Blend(-shift, jacobian, 0, jacobian, shifted);
        for (int i = 0; i < n; i++)
        {
            shifted[i + i * n] += 1;
        }
        if (!factorization.TryFactor(new MatrixView(shifted, n, n)))
        {
            return AttemptOutcome.SingularMatrix;
        }
        factoredShift = shift;
        return AttemptOutcome.Proposed;
    }
}
