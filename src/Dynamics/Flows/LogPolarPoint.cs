using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>What the log-polar field and its Jacobian share at one state: the eigenframe of H and the gradient seen from it.</summary>
/// <remarks>Memory for one shape, used again at every state. Ũ = UV, R̃ = RV, σᵢ = e^ℓᵢ, M = ŨᵀGR̃.</remarks>
internal sealed class LogPolarPoint(LogPolarLayout layout, ILoss loss, IDenseKernels kernels)
{
    // Above this logarithm products of singular values overflow; the method must take a shorter step.
    private const double Overflow = 350;

    private readonly ISymmetricEigen eigen = kernels.SymmetricEigen(layout.Rank);
    private readonly IFactoredLoss? factored = loss as IFactoredLoss;
    private readonly double[] logSigma = new double[layout.Rank];
    private readonly double[] sigma = new double[layout.Rank];

    public Matrix H { get; } = new(layout.Rank, layout.Rank);

    public Matrix V { get; } = new(layout.Rank, layout.Rank);

    public Matrix Left { get; } = new(layout.Rows, layout.Rank);

    public Matrix ScaledLeft { get; } = new(layout.Rows, layout.Rank);

    /// <summary>R̃; V itself where R = I.</summary>
    public Matrix Right { get; } = new(layout.Columns, layout.Rank);

    /// <summary>X; only where the loss cannot do with thin factors.</summary>
    public Matrix X => field ??= new(layout.Rows, layout.Columns);

    /// <summary>G; only where the loss cannot do with thin factors.</summary>
    public Matrix Gradient => field ??= new(layout.Rows, layout.Columns);

    /// <summary>The loss where it answers by thin factors; else null.</summary>
    public IFactoredLoss? Factored => factored;

    /// <summary>G·R̃.</summary>
    public Matrix GradientRight { get; } = new(layout.Rows, layout.Rank);

    /// <summary>Gᵀ·Ũ.</summary>
    public Matrix LeftGradient { get; } = new(layout.Columns, layout.Rank);

    public Matrix M { get; } = new(layout.Rank, layout.Rank);

    public ReadOnlySpan<double> LogSigma => logSigma;

    public ReadOnlySpan<double> Sigma => sigma;

    /// <summary>Fills everything from a state; false when the state has no finite point.</summary>
    public bool TryFill(ReadOnlySpan<double> y)
    {
        if (!TryFillModes(y))
        {
            return false;
        }
        if (factored is null)
        {
            kernels.Multiply(1, ScaledLeft.View, Transpose.No, Right.View, Transpose.Yes, 0, X.View);
            loss.Gradient(X.View, Gradient.View);
            kernels.Multiply(1, Gradient.View, Transpose.No, Right.View, Transpose.No, 0, GradientRight.View);
            if (layout.MovesRight)
            {
                kernels.Multiply(1, Gradient.View, Transpose.Yes, Left.View, Transpose.No, 0, LeftGradient.View);
            }
        }
        else
        {
            factored.ApplyGradient(ScaledLeft.View, Right.View, Left.View, Right.View, GradientRight.View, LeftGradient.View);
        }
        kernels.Multiply(1, Left.View, Transpose.Yes, GradientRight.View, Transpose.No, 0, M.View);
        return true;
    }

    /// <summary>Fills the modes alone, nothing of the loss; false when the state has no finite point.</summary>
    public bool TryFillModes(ReadOnlySpan<double> y)
    {
        layout.Unpack(y, H.View);
        if (!eigen.TryDecompose(H.View, logSigma, V.View) || (layout.Rank > 0 && !(logSigma[0] < Overflow)))
        {
            return false;
        }
        kernels.Multiply(1, layout.Left(y), Transpose.No, V.View, Transpose.No, 0, Left.View);
        if (layout.MovesRight)
        {
            kernels.Multiply(1, layout.Right(y), Transpose.No, V.View, Transpose.No, 0, Right.View);
        }
        else
        {
            V.Data.CopyTo(Right.Data);
        }
        for (int j = 0; j < sigma.Length; j++)
        {
            sigma[j] = Math.Exp(logSigma[j]);
            VectorOperations.Scale(sigma[j], Left.View.Column(j), ScaledLeft.View.Column(j));
        }
        return true;
    }
}
