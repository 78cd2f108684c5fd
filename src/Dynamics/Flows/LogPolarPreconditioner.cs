using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The inverse of I − shift·J for the log-polar field as if it stood at its minimum with every entry observed, where J is diagonal.</summary>
/// <remarks>
/// There, in the eigenframe of H, entry (i, j) of H′ and of the turning Ω′ of the frames is damped at the rate λ̂ᵢⱼ, the depth mean of the two
/// singular values, and column i of a frame's motion out of its range at the rate σᵢ^(2 − 2/N)/N; what would only spoil the frames' orthonormality
/// is not damped. It is far from the inverse elsewhere, but a settled mode is damped at nearly these rates wherever the others are: it saves a
/// quarter to a half of the products over whole runs (docs/design/005-multistep.md). Cost: a preparation one eigen-decomposition, an application
/// ten products of size r.
/// </remarks>
internal sealed class LogPolarPreconditioner(Depth depth, LogPolarLayout layout, ILoss loss, IDenseKernels kernels) : IPreconditioner
{
    private readonly LogPolarPoint point = new(layout, loss, kernels);
    private readonly Matrix damping = new(layout.Rank, layout.Rank);
    private readonly Matrix inner = new(layout.Rank, layout.Rank);
    private readonly Matrix work = new(layout.Rank, layout.Rank);
    private readonly Matrix left = new(layout.Rows, layout.Rank);
    private readonly Matrix right = new(layout.Columns, layout.Rank);
    private readonly double[] offRange = new double[layout.Rank];

    public bool TryPrepare(double t, ReadOnlySpan<double> y, double shift)
    {
        if (!point.TryFill(y))
        {
            return false;
        }
        for (int j = 0; j < layout.Rank; j++)
        {
            for (int i = 0; i < layout.Rank; i++)
            {
                damping[i, j] = 1 / (1 + shift * DepthMean.Of(depth, point.Sigma[i], point.Sigma[j]));
            }
            offRange[j] = 1 / (1 + shift * depth.Reciprocal * Math.Exp((2 - 2 * depth.Reciprocal) * point.LogSigma[j]));
        }
        return true;
    }

    public void Apply(Span<double> vector)
    {
        layout.Unpack(vector, inner.View);
        kernels.Multiply(1, inner.View, Transpose.No, point.V.View, Transpose.No, 0, work.View);
        kernels.Multiply(1, point.V.View, Transpose.Yes, work.View, Transpose.No, 0, inner.View);
        for (int k = 0; k < inner.Data.Length; k++)
        {
            inner.Data[k] *= damping.Data[k];
        }
        kernels.Multiply(1, point.V.View, Transpose.No, inner.View, Transpose.No, 0, work.View);
        kernels.Multiply(1, work.View, Transpose.No, point.V.View, Transpose.Yes, 0, inner.View);
        layout.Pack(inner.View, vector);
        Damp(layout.Left(vector), point.Left, left, turns: true);
        if (layout.MovesRight)
        {
            Damp(layout.Right(vector), point.Right, right, turns: false);
        }
    }

    /// <summary>Damps a motion of a frame: out of its range column by column, inside it the turning, which the left frame alone does.</summary>
    private void Damp(MatrixView motion, Matrix frame, Matrix turned, bool turns)
    {
        kernels.Multiply(1, motion, Transpose.No, point.V.View, Transpose.No, 0, turned.View);
        kernels.Multiply(1, frame.View, Transpose.Yes, turned.View, Transpose.No, 0, inner.View);
        kernels.Multiply(-1, frame.View, Transpose.No, inner.View, Transpose.No, 1, turned.View);
        for (int j = 0; j < layout.Rank; j++)
        {
            VectorOperations.Scale(offRange[j], turned.View.Column(j));
            for (int i = 0; i < layout.Rank; i++)
            {
                double skew = turns ? 0.5 * (inner[i, j] - inner[j, i]) : 0;
                work[i, j] = inner[i, j] + skew * (damping[i, j] - 1);
            }
        }
        kernels.Multiply(1, frame.View, Transpose.No, work.View, Transpose.No, 1, turned.View);
        kernels.Multiply(1, turned.View, Transpose.No, point.V.View, Transpose.Yes, 0, motion);
    }
}
