using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Makes the frames of the log-polar flow orthonormal again, and moves what they lose into H: the coordinates change, X does not.</summary>
/// <remarks>
/// With UᵀU = I + S: U(I + S/2)⁻¹ is orthonormal and (I + S/2)e^H = (I + A)e^(H + K) to first order, A antisymmetric, K symmetric; the
/// same for R. Leaving X where it is matters: a retraction of U alone kicks X off the slow manifold, which stiff methods answer with
/// short steps (docs/design/001-coordinates.md). Error: the square of the drift, in the frames and in X.
/// </remarks>
internal sealed class LogPolarProjection(LogPolarLayout layout, IDenseKernels kernels)
{
    private readonly ISymmetricEigen eigen = kernels.SymmetricEigen(layout.Rank);
    private readonly double[] logSigma = new double[layout.Rank];
    private readonly Matrix h = new(layout.Rank, layout.Rank);
    private readonly Matrix v = new(layout.Rank, layout.Rank);
    private readonly Matrix gram = new(layout.Rank, layout.Rank);
    private readonly Matrix work = new(layout.Rank, layout.Rank);
    private readonly Matrix turn = new(layout.Rank, layout.Rank);
    private readonly Matrix left = new(layout.Rows, layout.Rank);
    private readonly Matrix right = new(layout.Columns, layout.Rank);

    /// <summary>Projects y if ‖UᵀU − I‖_F or ‖RᵀR − I‖_F exceeds the tolerance, and says whether it did.</summary>
    public bool TryProject(Span<double> y, double tolerance)
    {
        bool drifted = FillDefect(layout.Left(y)) > tolerance || (layout.MovesRight && FillDefect(layout.Right(y)) > tolerance);
        layout.Unpack(y, h.View);
        if (!drifted || !eigen.TryDecompose(h.View, logSigma, v.View))
        {
            return false;
        }
        MoveIntoLogarithm(layout.Left(y), left);
        if (layout.MovesRight)
        {
            MoveIntoLogarithm(layout.Right(y), right);
        }
        layout.Pack(h.View, y);
        return true;
    }

    /// <summary>The imbalance of the layers W₁ = e^(H/N)Rᵀ, …, W_N = Ue^(H/N) that this point lifts to; 0 but for the drift of the frames.</summary>
    public double ImbalanceOfLift(Depth depth, LogPolarPoint point)
    {
        double imbalance = WeightedDefect(point.Left, point.LogSigma, depth.Reciprocal);
        return layout.MovesRight ? Math.Max(imbalance, WeightedDefect(point.Right, point.LogSigma, depth.Reciprocal)) : imbalance;
    }

    /// <summary>gram ← FᵀF − I; returns its norm.</summary>
    private double FillDefect(ReadOnlyMatrixView frame)
    {
        kernels.Multiply(1, frame, Transpose.Yes, frame, Transpose.No, 0, gram.View);
        for (int i = 0; i < layout.Rank; i++)
        {
            gram[i, i] -= 1;
        }
        return VectorOperations.EuclideanNorm(gram.Data);
    }

    /// <summary>F ← F(I − S/2 + A) and H ← H + K.</summary>
    private void MoveIntoLogarithm(MatrixView frame, Matrix copy)
    {
        FillDefect(frame);
        kernels.Multiply(1, gram.View, Transpose.No, v.View, Transpose.No, 0, work.View);
        kernels.Multiply(1, v.View, Transpose.Yes, work.View, Transpose.No, 0, gram.View);
        for (int j = 0; j < layout.Rank; j++)
        {
            for (int i = 0; i < layout.Rank; i++)
            {
                double gap = logSigma[j] - logSigma[i], small = Math.Exp(-Math.Abs(gap)), defect = gram[i, j];
                turn[i, j] = 0.5 * defect * (Math.Tanh(0.5 * gap) - 1);
                gram[i, j] = defect * Elementary.Phi(Math.Abs(gap)) * small / (1 + small);
            }
        }
        kernels.Multiply(1, v.View, Transpose.No, gram.View, Transpose.No, 0, work.View);
        kernels.Multiply(1, work.View, Transpose.No, v.View, Transpose.Yes, 1, h.View);
        kernels.Multiply(1, v.View, Transpose.No, turn.View, Transpose.No, 0, work.View);
        kernels.Multiply(1, work.View, Transpose.No, v.View, Transpose.Yes, 0, turn.View);
        ((ReadOnlyMatrixView)frame).CopyTo(copy.View);
        kernels.Multiply(1, copy.View, Transpose.No, turn.View, Transpose.No, 1, frame);
    }

    private double WeightedDefect(Matrix factor, ReadOnlySpan<double> logSigma, double inverseDepth)
    {
        FillDefect(factor.View);
        double sum = 0;
        for (int j = 0; j < layout.Rank; j++)
        {
            for (int i = 0; i < layout.Rank; i++)
            {
                double defect = gram[i, j] * Math.Exp(inverseDepth * (logSigma[i] + logSigma[j]));
                sum += defect * defect;
            }
        }
        return Math.Sqrt(sum);
    }
}
