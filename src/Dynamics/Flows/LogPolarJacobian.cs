using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The exact Jacobian of the log-polar field at one point: no differences of the field, equal eigenvalues included.</summary>
/// <remarks>
/// Derivatives of functions of H are divided differences of the kernels in the eigenframe (Daleckii–Krein). Cost: Prepare r³ kernel
/// values, Apply about twenty products and 4r³ operations. Everything is in the eigenframe of H until the last line of Apply.
/// </remarks>
internal sealed class LogPolarJacobian(Depth depth, LogPolarLayout layout, ILoss loss, IDenseKernels kernels)
{
    private readonly int r = layout.Rank;
    private readonly Func<double, double, (double First, double Second)> stretchSlopes =
        (x, y) => LogPolarKernels.StretchSlopes(depth.Reciprocal, x, y);

    private readonly Func<double, double, (double First, double Second)> turnSlopes =
        (x, y) => (LogPolarKernels.TurnSlope(depth.Reciprocal, x, y), LogPolarKernels.TurnSlope(depth.Reciprocal, y, x));

    private readonly SecondDifferences stretchDifferences = new(layout.Rank);
    private readonly SecondDifferences turnDifferences = new(layout.Rank);
    private readonly Matrix stretch = Square(layout), turn = Square(layout), exponential = Square(layout), rates = Square(layout);
    private readonly Matrix h = Square(layout), hV = Square(layout), square = Square(layout), mDot = Square(layout), result = Square(layout);
    private readonly Matrix skew = Square(layout), omega = Square(layout), omegaDot = Square(layout);
    private readonly Matrix u = new(layout.Rows, layout.Rank), uWork = new(layout.Rows, layout.Rank), uSum = new(layout.Rows, layout.Rank);
    private readonly Matrix q = new(layout.Columns, layout.Rank), qWork = new(layout.Columns, layout.Rank), qSum = new(layout.Columns, layout.Rank);
    private readonly Matrix offLeft = new(layout.Rows, layout.Rank), offRight = new(layout.Columns, layout.Rank);
    private readonly double[] unit = new double[layout.Length];
    private LogPolarPoint point = null!;

    // Of m × n only where the loss cannot do with thin factors; these where it can.
    private Matrix XDot => field ??= new(layout.Rows, layout.Columns);

    private Matrix GDot => field ??= new(layout.Rows, layout.Columns);

    private Matrix LeftFactor => field ??= new(layout.Rows, 2 * r);

    private Matrix RightFactor => field ??= new(layout.Columns, 2 * r);

    private double Inverse => depth.Reciprocal;

    /// <summary>Computes what does not depend on the direction.</summary>
    public void Prepare(LogPolarPoint at)
    {
        point = at;
        double power = 1 - 2 * Inverse;
        ReadOnlySpan<double> l = point.LogSigma;
        for (int j = 0; j < r; j++)
        {
            for (int i = 0; i < r; i++)
            {
                stretch[i, j] = LogPolarKernels.Stretch(Inverse, l[i], l[j]);
                turn[i, j] = LogPolarKernels.Turn(Inverse, l[i], l[j]);
                exponential[i, j] = LogPolarKernels.ExponentialSlope(1, l[i], l[j]);
                rates[i, j] = LogPolarKernels.ExponentialSlope(power, l[i], l[j]);
                skew[i, j] = point.M[i, j] - point.M[j, i];
                omega[i, j] = -0.5 * turn[i, j] * skew[i, j];
            }
        }
        stretchDifferences.Fill(l, stretch, stretchSlopes);
        turnDifferences.Fill(l, turn, turnSlopes);

        // G·R̃ − Ũ·M and Gᵀ·Ũ − R̃·Mᵀ: the gradient outside the ranges.
        point.GradientRight.Data.CopyTo(offLeft.Data);
        kernels.Multiply(-1, point.Left.View, Transpose.No, point.M.View, Transpose.No, 1, offLeft.View);
        if (layout.MovesRight)
        {
            point.LeftGradient.Data.CopyTo(offRight.Data);
            kernels.Multiply(-1, point.Right.View, Transpose.No, point.M.View, Transpose.Yes, 1, offRight.View);
        }
    }

    /// <summary>The whole Jacobian, column by column.</summary>
    public void Fill(MatrixView jacobian)
    {
        for (int k = 0; k < layout.Length; k++)
        {
            unit.AsSpan().Clear();
            unit[k] = 1;
            Apply(unit, jacobian.Column(k));
        }
    }

    /// <summary>product ← J·direction.</summary>
    public void Apply(ReadOnlySpan<double> direction, Span<double> product)
    {
        EnterEigenframe(direction);
        MoveGradient();

        // Ḣ′ = −½ sym(a∘M′ + D_a[h](M)).
        stretchDifferences.Apply(h, point.M, square);
        for (int j = 0; j < r; j++)
        {
            for (int i = 0; i < r; i++)
            {
                square[i, j] += stretch[i, j] * mDot[i, j];
            }
        }
        for (int j = 0; j < r; j++)
        {
            for (int i = 0; i < r; i++)
            {
                result[i, j] = -0.5 * (square[i, j] + square[j, i]);
            }
        }
        kernels.Multiply(1, point.V.View, Transpose.No, result.View, Transpose.No, 0, square.View);
        kernels.Multiply(1, square.View, Transpose.No, point.V.View, Transpose.Yes, 0, result.View);
        layout.Pack(result.View, product);

        // Ω′ = −½ (m∘(M′ − M′ᵀ) + D_m[h](M − Mᵀ)).
        turnDifferences.Apply(h, skew, square);
        for (int j = 0; j < r; j++)
        {
            for (int i = 0; i < r; i++)
            {
                omegaDot[i, j] = -0.5 * (turn[i, j] * (mDot[i, j] - mDot[j, i]) + square[i, j]);
            }
        }
        TurnLeft(layout.Left(product));
        if (layout.MovesRight)
        {
            TurnRight(layout.Right(product));
        }
    }

    private static Matrix Square(LogPolarLayout layout) => new(layout.Rank, layout.Rank);

    private void EnterEigenframe(ReadOnlySpan<double> direction)
    {
        layout.Unpack(direction, result.View);
        kernels.Multiply(1, result.View, Transpose.No, point.V.View, Transpose.No, 0, hV.View);
        kernels.Multiply(1, point.V.View, Transpose.Yes, hV.View, Transpose.No, 0, h.View);
        kernels.Multiply(1, layout.Left(direction), Transpose.No, point.V.View, Transpose.No, 0, u.View);
        if (layout.MovesRight)
        {
            kernels.Multiply(1, layout.Right(direction), Transpose.No, point.V.View, Transpose.No, 0, q.View);
        }
    }

    /// <summary>X′, G′ = E″[X′] and M′ = uᵀGR̃ + ŨᵀG′R̃ + (GᵀŨ)ᵀq; leaves G′R̃ + Gq and G′ᵀŨ + Gᵀu.</summary>
    private void MoveGradient()
    {
        for (int j = 0; j < r; j++)
        {
            for (int i = 0; i < r; i++)
            {
                square[i, j] = exponential[i, j] * h[i, j];
            }
            VectorOperations.Scale(point.Sigma[j], u.View.Column(j), uWork.View.Column(j));
        }
        kernels.Multiply(1, point.Left.View, Transpose.No, square.View, Transpose.No, 1, uWork.View);
        if (point.Factored is { } factored)
        {
            ApplyHessian(factored);
        }
        else
        {
            ApplyHessian();
        }
        kernels.Multiply(1, point.Left.View, Transpose.Yes, uSum.View, Transpose.No, 0, mDot.View);
        kernels.Multiply(1, u.View, Transpose.Yes, point.GradientRight.View, Transpose.No, 1, mDot.View);
        if (!layout.MovesRight)
        {
            return;
        }
        kernels.Multiply(1, point.LeftGradient.View, Transpose.Yes, q.View, Transpose.No, 1, mDot.View);
        if (point.Factored is { } again)
        {
            again.ApplyGradient(point.ScaledLeft.View, point.Right.View, u.View, q.View, uWork.View, qWork.View);
            VectorOperations.AddScaled(1, uWork.Data, uSum.Data);
            VectorOperations.AddScaled(1, qWork.Data, qSum.Data);
            return;
        }
        kernels.Multiply(1, point.Gradient.View, Transpose.No, q.View, Transpose.No, 1, uSum.View);
        kernels.Multiply(1, point.Gradient.View, Transpose.Yes, u.View, Transpose.No, 1, qSum.View);
    }

    /// <summary>G′R̃ and G′ᵀŨ with X′ = uWork·R̃ᵀ + ŨΣqᵀ.</summary>
    private void ApplyHessian()
    {
        kernels.Multiply(1, uWork.View, Transpose.No, point.Right.View, Transpose.Yes, 0, XDot.View);
        if (layout.MovesRight)
        {
            kernels.Multiply(1, point.ScaledLeft.View, Transpose.No, q.View, Transpose.Yes, 1, XDot.View);
        }
        loss.ApplyHessian(point.X.View, XDot.View, GDot.View);
        kernels.Multiply(1, GDot.View, Transpose.No, point.Right.View, Transpose.No, 0, uSum.View);
        if (layout.MovesRight)
        {
            kernels.Multiply(1, GDot.View, Transpose.Yes, point.Left.View, Transpose.No, 0, qSum.View);
        }
    }

    /// <summary>The same with X′ = [uWork, ŨΣ]·[R̃, q]ᵀ; q is zero where R does not move.</summary>
    private void ApplyHessian(IFactoredLoss factored)
    {
        uWork.Data.CopyTo(LeftFactor.Data);
        point.ScaledLeft.Data.CopyTo(LeftFactor.Data[uWork.Data.Length..]);
        point.Right.Data.CopyTo(RightFactor.Data);
        q.Data.CopyTo(RightFactor.Data[q.Data.Length..]);
        factored.ApplyHessian(LeftFactor.View, RightFactor.View, point.Left.View, point.Right.View, uSum.View, qSum.View);
    }

    /// <summary>U̇′ = uΩ + ŨΩ′ − (1/N){(G′R̃ + Gq − uM − ŨM′)E + (GR̃ − ŨM)(E₁∘h)}.</summary>
    private void TurnLeft(MatrixView left)
    {
        kernels.Multiply(1, u.View, Transpose.No, omega.View, Transpose.No, 0, uWork.View);
        kernels.Multiply(1, point.Left.View, Transpose.No, omegaDot.View, Transpose.No, 1, uWork.View);
        if (layout.Rows > r)
        {
            kernels.Multiply(-1, u.View, Transpose.No, point.M.View, Transpose.No, 1, uSum.View);
            kernels.Multiply(-1, point.Left.View, Transpose.No, mDot.View, Transpose.No, 1, uSum.View);
            AddOffRange(uSum.View, offLeft.View, uWork.View);
        }
        kernels.Multiply(1, uWork.View, Transpose.No, point.V.View, Transpose.Yes, 0, left);
    }

    /// <summary>Ṙ′ = −(1/N){(G′ᵀŨ + Gᵀu − qMᵀ − R̃M′ᵀ)E + (GᵀŨ − R̃Mᵀ)(E₁∘h)}.</summary>
    private void TurnRight(MatrixView right)
    {
        kernels.Multiply(-1, q.View, Transpose.No, point.M.View, Transpose.Yes, 1, qSum.View);
        kernels.Multiply(-1, point.Right.View, Transpose.No, mDot.View, Transpose.Yes, 1, qSum.View);
        qWork.Data.Clear();
        AddOffRange(qSum.View, offRight.View, qWork.View);
        kernels.Multiply(1, qWork.View, Transpose.No, point.V.View, Transpose.Yes, 0, right);
    }

    private void AddOffRange(MatrixView moved, ReadOnlyMatrixView resting, MatrixView sum)
    {
        for (int j = 0; j < r; j++)
        {
            VectorOperations.AddScaled(-Inverse * Math.Exp((1 - 2 * Inverse) * point.LogSigma[j]), moved.Column(j), sum.Column(j));
            for (int i = 0; i < r; i++)
            {
                square[i, j] = rates[i, j] * h[i, j];
            }
        }
        kernels.Multiply(-Inverse, resting, Transpose.No, square.View, Transpose.No, 1, sum);
    }
}
