using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Keeps the frames of the log-polar flow orthonormal by their polar factor, never by QR, which would turn them.</summary>
internal sealed class LogPolarProjection(LogPolarLayout layout, IDenseKernels kernels)
{
    private readonly Matrix gram = new(layout.Rank, layout.Rank);
    private readonly Matrix work = new(layout.Rank, layout.Rank);
    private readonly Matrix left = new(layout.Rows, layout.Rank);
    private readonly Matrix right = new(layout.Columns, layout.Rank);

    /// <summary>One Newton–Schulz step F ← ½F(3I − FᵀF) for each frame whose ‖FᵀF − I‖_F exceeds the tolerance.</summary>
    public bool TryProject(Span<double> y, double tolerance)
    {
        bool changed = TryProject(layout.Left(y), left, tolerance);
        return (layout.MovesRight && TryProject(layout.Right(y), right, tolerance)) || changed;
    }

    /// <summary>The imbalance of the layers W₁ = e^(H/N)Rᵀ, …, W_N = Ue^(H/N) that this point lifts to; 0 but for the drift of the frames.</summary>
    public double ImbalanceOfLift(Depth depth, LogPolarPoint point)
    {
        double imbalance = WeightedDefect(point.Left, point.LogSigma, depth.Reciprocal);
        return layout.MovesRight ? Math.Max(imbalance, WeightedDefect(point.Right, point.LogSigma, depth.Reciprocal)) : imbalance;
    }

    private bool TryProject(MatrixView factor, Matrix copy, double tolerance)
    {
        kernels.Multiply(1, factor, Transpose.Yes, factor, Transpose.No, 0, gram.View);
        double drift = 0;
        for (int j = 0; j < layout.Rank; j++)
        {
            for (int i = 0; i < layout.Rank; i++)
            {
                double defect = gram[i, j] - (i == j ? 1 : 0);
                drift += defect * defect;
                work[i, j] = (i == j ? 1 : 0) - 0.5 * defect;
            }
        }
        if (!(Math.Sqrt(drift) > tolerance))
        {
            return false;
        }
        ((ReadOnlyMatrixView)factor).CopyTo(copy.View);
        kernels.Multiply(1, copy.View, Transpose.No, work.View, Transpose.No, 0, factor);
        return true;
    }

    private double WeightedDefect(Matrix factor, ReadOnlySpan<double> logSigma, double inverseDepth)
    {
        kernels.Multiply(1, factor.View, Transpose.Yes, factor.View, Transpose.No, 0, gram.View);
        double sum = 0;
        for (int j = 0; j < layout.Rank; j++)
        {
            for (int i = 0; i < layout.Rank; i++)
            {
                double defect = (gram[i, j] - (i == j ? 1 : 0)) * Math.Exp(inverseDepth * (logSigma[i] + logSigma[j]));
                sum += defect * defect;
            }
        }
        return Math.Sqrt(sum);
    }
}
