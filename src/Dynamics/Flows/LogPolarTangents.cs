using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>At one state of the log-polar flow: which motion of (H, U, R) a tangent vector of the stratum is, and back.</summary>
/// <remarks>
/// With X′ = Ũ·K·R̃ᵀ + A·R̃ᵀ + Ũ·Bᵀ in the eigenframe: H′ᵢⱼ = (σᵢKᵢⱼ + σⱼKⱼᵢ)·(ℓᵢ − ℓⱼ)/(σᵢ² − σⱼ²), Ωᵢⱼ = (Kᵢⱼ − Kⱼᵢ)/(σᵢ + σⱼ), U′ = UΩ + AΣ⁻¹ and
/// R′ = BΣ⁻¹, in the gauge of the field. The way back is the derivative of U·e^H·Rᵀ, whatever the gauge.
/// </remarks>
internal sealed class LogPolarTangents(LogPolarLayout layout, TangentLayout tangents, bool transposed, ILoss loss, IDenseKernels kernels)
{
    private readonly LogPolarPoint point = new(layout, loss, kernels);
    private readonly Matrix inside = new(layout.Rank, layout.Rank);
    private readonly Matrix stretch = new(layout.Rank, layout.Rank);
    private readonly Matrix turn = new(layout.Rank, layout.Rank);
    private readonly Matrix work = new(layout.Rank, layout.Rank);
    private readonly Matrix left = new(layout.Rows, layout.Rank);
    private readonly Matrix right = new(layout.Columns, layout.Rank);

    // What the loss calls left is the right of the oriented problem where that is transposed.
    private bool HasTall => transposed ? tangents.HasRight : tangents.HasLeft;

    private bool HasShort => transposed ? tangents.HasLeft : tangents.HasRight;

    public bool TryPrepare(ReadOnlySpan<double> y) => point.TryFill(y);

    public void ToState(ReadOnlySpan<double> tangent, Span<double> direction)
    {
        Orient(tangents.Inside(tangent), inside.View);
        for (int j = 0; j < layout.Rank; j++)
        {
            for (int i = 0; i <= j; i++)
            {
                // Modes descend: i is the larger. Everything is divided by it before it can overflow.
                double gap = point.LogSigma[i] - point.LogSigma[j], ratio = Math.Exp(-gap), unit = Math.Exp(-point.LogSigma[i]);
                double forward = inside[i, j] * unit, backward = inside[j, i] * unit;
                stretch[i, j] = stretch[j, i] = 0.5 * Elementary.Phi(2 * gap) * (forward + ratio * backward);
                turn[i, j] = (forward - backward) / (1 + ratio);
                turn[j, i] = -turn[i, j];
            }
        }
        Conjugate(stretch, point.V, stretch);
        layout.Pack(stretch.View, direction);
        kernels.Multiply(1, point.Left.View, Transpose.No, turn.View, Transpose.No, 0, left.View);
        if (HasTall)
        {
            AddDivided(transposed ? tangents.Right(tangent) : tangents.Left(tangent), left.View);
        }
        kernels.Multiply(1, left.View, Transpose.No, point.V.View, Transpose.Yes, 0, layout.Left(direction));
        if (layout.MovesRight)
        {
            right.Data.Clear();
            if (HasShort)
            {
                AddDivided(transposed ? tangents.Left(tangent) : tangents.Right(tangent), right.View);
            }
            kernels.Multiply(1, right.View, Transpose.No, point.V.View, Transpose.Yes, 0, layout.Right(direction));
        }
    }

    public void ToTangent(ReadOnlySpan<double> direction, Span<double> tangent)
    {
        layout.Unpack(direction, stretch.View);
        kernels.Multiply(1, stretch.View, Transpose.No, point.V.View, Transpose.No, 0, work.View);
        kernels.Multiply(1, point.V.View, Transpose.Yes, work.View, Transpose.No, 0, inside.View);
        for (int j = 0; j < layout.Rank; j++)
        {
            for (int i = 0; i < layout.Rank; i++)
            {
                double high = Math.Max(point.LogSigma[i], point.LogSigma[j]), gap = Math.Abs(point.LogSigma[i] - point.LogSigma[j]);
                inside[i, j] *= Math.Exp(high) / Elementary.Phi(gap);
            }
        }
        SplitFrame(layout.Left(direction), point.Left, left);
        for (int j = 0; j < layout.Rank; j++)
        {
            VectorOperations.AddScaled(point.Sigma[j], turn.View.Column(j), inside.View.Column(j));
        }
        if (layout.MovesRight)
        {
            SplitFrame(layout.Right(direction), point.Right, right);
            for (int j = 0; j < layout.Rank; j++)
            {
                for (int i = 0; i < layout.Rank; i++)
                {
                    inside[i, j] += point.Sigma[i] * turn[j, i];
                }
            }
        }
        Orient(inside.View, tangents.Inside(tangent));
        if (HasTall)
        {
            Multiplied(left, transposed ? tangents.Right(tangent) : tangents.Left(tangent));
        }
        if (HasShort)
        {
            Multiplied(right, transposed ? tangents.Left(tangent) : tangents.Right(tangent));
        }
    }

    /// <summary>turn ← FᵀF′ in the eigenframe, rest ← what of F′ leads out of the range of F.</summary>
    private void SplitFrame(ReadOnlyMatrixView motion, Matrix frame, Matrix rest)
    {
        kernels.Multiply(1, motion, Transpose.No, point.V.View, Transpose.No, 0, rest.View);
        kernels.Multiply(1, frame.View, Transpose.Yes, rest.View, Transpose.No, 0, turn.View);
        kernels.Multiply(-1, frame.View, Transpose.No, turn.View, Transpose.No, 1, rest.View);
    }

    private void AddDivided(ReadOnlyMatrixView block, MatrixView frame)
    {
        for (int j = 0; j < layout.Rank; j++)
        {
            VectorOperations.AddScaled(Math.Exp(-point.LogSigma[j]), block.Column(j), frame.Column(j));
        }
    }

    private void Multiplied(Matrix frame, MatrixView block)
    {
        for (int j = 0; j < layout.Rank; j++)
        {
            VectorOperations.Scale(point.Sigma[j], frame.View.Column(j), block.Column(j));
        }
    }

    private void Conjugate(Matrix a, Matrix v, Matrix result)
    {
        kernels.Multiply(1, v.View, Transpose.No, a.View, Transpose.No, 0, work.View);
        kernels.Multiply(1, work.View, Transpose.No, v.View, Transpose.Yes, 0, result.View);
    }

    private void Orient(ReadOnlyMatrixView from, MatrixView to)
    {
        if (transposed)
        {
            TransposedLoss.TransposeInto(from, to);
        }
        else
        {
            from.CopyTo(to);
        }
    }
}
