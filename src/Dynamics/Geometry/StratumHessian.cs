using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The second derivative of the loss along the matrices of one rank at a point, with the root of the depth operator, matrix-free.</summary>
/// <remarks>
/// A tangent vector ξ = U·K·Vᵀ + A·Vᵀ + U·Bᵀ with UᵀA = 0 and VᵀB = 0 is the flat vector (K, A, B), r × r, m × r and n × r, each column
/// after column; its Euclidean inner product is the Frobenius one. A is absent where m = r, B where n = r, and both at N = ∞, where frames
/// are frozen. Hess[ξ] = P_T(E″[ξ]) + G_⊥·B·Σ⁻¹·Vᵀ + U·Σ⁻¹·Aᵀ·G_⊥ with G_⊥ = (I − UUᵀ)·G·(I − VVᵀ): the Riemannian Hessian in the flat metric,
/// symmetric at every point. Near a critical point the flow is ξ̇ = −Â·Hess[ξ] in the rescaled clock, so the eigenvalues of
/// S = Â^½·Hess·Â^½ are its rates. Where r = min(m, n), and at N = 1, the tangent space is everything and no curvature is left.
/// Cost: a preparation three products of m × n × r, an application seven and one Hessian action of the loss; nothing allocates after
/// construction. Source: [Van13]; that it gives the rates, our own derivation: docs/design/007-limits.md.
/// </remarks>
public sealed class StratumHessian
{
    private readonly IDenseKernels kernels;
    private readonly ILoss loss;
    private readonly Depth depth;
    private readonly TangentLayout layout;
    private readonly Matrix left;
    private readonly Matrix right;
    private readonly Matrix roots;             // λ̂ᵢⱼ^½ inside the range
    private readonly double[] offRangeRoots;   // λ̂ᵢ₀^½
    private readonly double[] curvatures;      // λ̂ᵢ₀/σᵢ: never from 1/σᵢ alone
    private readonly double[] inverseSigma;
    private readonly double[] proper;
    private readonly double[] weighted;
    private readonly Matrix imageRight;
    private readonly Matrix imageLeft;
    private readonly Matrix half;
    private readonly Matrix inside;
    private IFactoredLoss? factored;

    /// <summary>Memory for points with a number of modes.</summary>
    /// <exception cref="ArgumentException">At depth 1 every matrix can be reached, so min(m, n) modes are wanted.</exception>
    public StratumHessian(Depth depth, ILoss loss, int modes, IDenseKernels? kernels = null)
    {
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentOutOfRangeException.ThrowIfLessThan(modes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(modes, Math.Min(loss.Rows, loss.Columns));
        if (depth.Value == 1 && modes < Math.Min(loss.Rows, loss.Columns))
        {
            throw new ArgumentException($"Depth 1 keeps no rank: {Math.Min(loss.Rows, loss.Columns)} modes are wanted, not {modes}.", nameof(modes));
        }
        this.kernels = kernels ?? DenseKernels.Default;
        this.loss = loss;
        this.depth = depth;
        layout = new(loss.Rows, loss.Columns, modes, FramesMove: !depth.IsInfinite);
        left = new(loss.Rows, modes);
        right = new(loss.Columns, modes);
        roots = new(modes, modes);
        offRangeRoots = new double[modes];
        curvatures = new double[modes];
        inverseSigma = new double[modes];
        proper = new double[layout.Length];
        weighted = new double[layout.Length];
        imageRight = new(loss.Rows, modes);
        imageLeft = new(loss.Columns, modes);
        half = new(loss.Rows, modes);
        inside = new(modes, modes);
    }

    /// <summary>Length of a tangent vector.</summary>
    public int Length => layout.Length;

    // Of m × n only where the point is not given by its modes; the next three where it is.
    private Matrix X => field ??= new(loss.Rows, loss.Columns);

    private Matrix EuclideanGradient => field ??= new(loss.Rows, loss.Columns);

    private Matrix Direction => field ??= new(loss.Rows, loss.Columns);

    private Matrix Image => field ??= new(loss.Rows, loss.Columns);

    private Matrix ScaledLeft => field ??= new(loss.Rows, layout.Rank);

    private Matrix LeftFactor => field ??= new(loss.Rows, 2 * layout.Rank);

    private Matrix RightFactor => field ??= new(loss.Columns, 2 * layout.Rank);

    /// <summary>Goes to a point: its X, gradient, frames and singular values are copied.</summary>
    /// <exception cref="ArgumentException">The point has another number of modes.</exception>
    public void Prepare(FlowState point)
    {
        ArgumentNullException.ThrowIfNull(point);
        if (point.Modes != layout.Rank)
        {
            throw new ArgumentException($"The point has {point.Modes} modes, the Hessian {layout.Rank}.", nameof(point));
        }
        factored = point.Factored;
        if (factored is null)
        {
            point.EndToEnd.Data.CopyTo(X.Data);
            point.Gradient.Data.CopyTo(EuclideanGradient.Data);
        }
        else
        {
            point.ScaledLeft.Data.CopyTo(ScaledLeft.Data);
        }
        point.Left.Data.CopyTo(left.Data);
        point.Right.Data.CopyTo(right.Data);
        ReadOnlySpan<double> l = point.LogSigma;
        for (int j = 0; j < layout.Rank; j++)
        {
            for (int i = 0; i < layout.Rank; i++)
            {
                roots[i, j] = DepthMean.RootOf(depth, l[i], l[j]);
            }
            offRangeRoots[j] = DepthMean.RootOf(depth, l[j], double.NegativeInfinity);
            curvatures[j] = depth.Value == 1 ? 0 : depth.Reciprocal * Math.Exp((1 - 2 * depth.Reciprocal) * l[j]);
            inverseSigma[j] = depth.Value == 1 ? 0 : Math.Exp(-l[j]);
        }
    }

    /// <summary>tangent ← P_T(E′(X)), the gradient along the stratum.</summary>
    public void Gradient(Span<double> tangent)
    {
        FillGradientProducts(left.View, right.View);
        FromProducts(tangent);
    }

    /// <summary>image ← Hess[tangent]; must not overlap it. Error: relative to ‖E″‖ and ‖G_⊥‖/σ_r.</summary>
    /// <remarks>UᵀA and VᵀB are dropped, so that the operator is symmetric on all flat vectors, those that rounding makes among them.</remarks>
    public void ApplyHessian(ReadOnlySpan<double> tangent, Span<double> image)
    {
        FillTangent(tangent);
        ApplyLossHessian(proper, image);
        AddCurvature(inverseSigma, image);
    }

    /// <summary>image ← S·tangent = Â^½·Hess·Â^½[tangent]; must not overlap it. Finite for modes of every size.</summary>
    /// <remarks>Symmetric on all flat vectors, as <see cref="ApplyHessian"/>.</remarks>
    public void ApplySymmetric(ReadOnlySpan<double> tangent, Span<double> image)
    {
        FillTangent(tangent);
        ApplyRoot(proper, weighted);
        ApplyLossHessian(weighted, image);
        ApplyRoot(image, image);
        AddCurvature(curvatures, image);
    }

    /// <summary>image ← Â^½[tangent]; may be the same memory.</summary>
    public void ApplyRoot(ReadOnlySpan<double> tangent, Span<double> image) => Weigh(tangent, image, inverse: false);

    /// <summary>image ← Â^(−½)[tangent]; may be the same memory. Infinite along modes whose σ is 0.</summary>
    public void ApplyInverseRoot(ReadOnlySpan<double> tangent, Span<double> image) => Weigh(tangent, image, inverse: true);

    /// <summary>vector ← the vector without UᵀA and VᵀB, which no tangent vector has.</summary>
    public void KeepTangent(Span<double> vector)
    {
        FillTangent(vector);
        proper.CopyTo(vector);
    }

    /// <summary>tangent ← P_T(matrix), for an m × n matrix.</summary>
    public void Project(ReadOnlyMatrixView matrix, Span<double> tangent)
    {
        kernels.Multiply(1, matrix, Transpose.No, right.View, Transpose.No, 0, imageRight.View);
        if (layout.HasRight)
        {
            kernels.Multiply(1, matrix, Transpose.Yes, left.View, Transpose.No, 0, imageLeft.View);
        }
        FromProducts(tangent);
    }

    /// <summary>tangent ← P_T(Z) from imageRight = Z·V and imageLeft = Zᵀ·U.</summary>
    private void FromProducts(Span<double> tangent)
    {
        kernels.Multiply(1, left.View, Transpose.Yes, imageRight.View, Transpose.No, 0, layout.Inside(tangent));
        if (layout.HasLeft)
        {
            imageRight.Data.CopyTo(layout.Left(tangent).Data);
            kernels.Multiply(-1, left.View, Transpose.No, layout.Inside(tangent), Transpose.No, 1, layout.Left(tangent));
        }
        if (layout.HasRight)
        {
            imageLeft.Data.CopyTo(layout.Right(tangent).Data);
            kernels.Multiply(-1, right.View, Transpose.No, layout.Inside(tangent), Transpose.Yes, 1, layout.Right(tangent));
        }
    }

    /// <summary>matrix ← U·K·Vᵀ + A·Vᵀ + U·Bᵀ, m × n.</summary>
    public void ToMatrix(ReadOnlySpan<double> tangent, MatrixView matrix)
    {
        FillHalf(tangent);
        kernels.Multiply(1, half.View, Transpose.No, right.View, Transpose.Yes, 0, matrix);
        if (layout.HasRight)
        {
            kernels.Multiply(1, left.View, Transpose.No, layout.Right(tangent), Transpose.Yes, 1, matrix);
        }
    }

    /// <summary>half ← U·K + A.</summary>
    private void FillHalf(ReadOnlySpan<double> tangent)
    {
        kernels.Multiply(1, left.View, Transpose.No, layout.Inside(tangent), Transpose.No, 0, half.View);
        if (layout.HasLeft)
        {
            VectorOperations.AddScaled(1, layout.Left(tangent).Data[..half.Data.Length], half.Data);
        }
    }

    /// <summary>proper ← the vector without UᵀA and VᵀB.</summary>
    private void FillTangent(ReadOnlySpan<double> vector)
    {
        vector.CopyTo(proper);
        if (layout.HasLeft)
        {
            kernels.Multiply(1, left.View, Transpose.Yes, layout.Left(vector), Transpose.No, 0, inside.View);
            kernels.Multiply(-1, left.View, Transpose.No, inside.View, Transpose.No, 1, layout.Left(proper.AsSpan()));
        }
        if (layout.HasRight)
        {
            kernels.Multiply(1, right.View, Transpose.Yes, layout.Right(vector), Transpose.No, 0, inside.View);
            kernels.Multiply(-1, right.View, Transpose.No, inside.View, Transpose.No, 1, layout.Right(proper.AsSpan()));
        }
    }

    private void ApplyLossHessian(ReadOnlySpan<double> tangent, Span<double> product)
    {
        if (factored is null)
        {
            ToMatrix(tangent, Direction.View);
            loss.ApplyHessian(X.View, Direction.View, Image.View);
            Project(Image.View, product);
            return;
        }

        // ξ = [U·K + A, U]·[V, B]ᵀ.
        FillHalf(tangent);
        half.Data.CopyTo(LeftFactor.Data);
        left.Data.CopyTo(LeftFactor.Data[half.Data.Length..]);
        right.Data.CopyTo(RightFactor.Data);
        RightFactor.Data[right.Data.Length..].Clear();
        if (layout.HasRight)
        {
            layout.Right(tangent).Data[..right.Data.Length].CopyTo(RightFactor.Data[right.Data.Length..]);
        }
        factored.ApplyHessian(LeftFactor.View, RightFactor.View, left.View, right.View, imageRight.View, imageLeft.View);
        FromProducts(product);
    }

    /// <summary>imageRight ← G·b and imageLeft ← Gᵀ·a.</summary>
    private void FillGradientProducts(ReadOnlyMatrixView a, ReadOnlyMatrixView b)
    {
        if (factored is not null)
        {
            factored.ApplyGradient(ScaledLeft.View, right.View, a, b, imageRight.View, imageLeft.View);
            return;
        }
        kernels.Multiply(1, EuclideanGradient.View, Transpose.No, b, Transpose.No, 0, imageRight.View);
        kernels.Multiply(1, EuclideanGradient.View, Transpose.Yes, a, Transpose.No, 0, imageLeft.View);
    }

    /// <summary>A-block += G_⊥·B·diag(weights), B-block += G_⊥ᵀ·A·diag(weights); there is none where a frame is square or frozen.</summary>
    private void AddCurvature(double[] weights, Span<double> product)
    {
        if (!layout.HasLeft || !layout.HasRight)
        {
            return;
        }
        ReadOnlySpan<double> tangent = proper;
        FillGradientProducts(layout.Left(tangent), layout.Right(tangent));
        kernels.Multiply(1, left.View, Transpose.Yes, imageRight.View, Transpose.No, 0, inside.View);
        kernels.Multiply(-1, left.View, Transpose.No, inside.View, Transpose.No, 1, imageRight.View);
        kernels.Multiply(1, right.View, Transpose.Yes, imageLeft.View, Transpose.No, 0, inside.View);
        kernels.Multiply(-1, right.View, Transpose.No, inside.View, Transpose.No, 1, imageLeft.View);
        for (int j = 0; j < layout.Rank; j++)
        {
            VectorOperations.AddScaled(weights[j], imageRight.View.Column(j), layout.Left(product).Column(j));
            VectorOperations.AddScaled(weights[j], imageLeft.View.Column(j), layout.Right(product).Column(j));
        }
    }

    private void Weigh(ReadOnlySpan<double> tangent, Span<double> product, bool inverse)
    {
        if (tangent != product)
        {
            tangent.CopyTo(product);
        }
        for (int k = 0; k < roots.Data.Length; k++)
        {
            product[k] = inverse ? product[k] / roots.Data[k] : product[k] * roots.Data[k];
        }
        for (int j = 0; j < layout.Rank; j++)
        {
            double factor = inverse ? 1 / offRangeRoots[j] : offRangeRoots[j];
            if (layout.HasLeft)
            {
                VectorOperations.Scale(factor, layout.Left(product).Column(j));
            }
            if (layout.HasRight)
            {
                VectorOperations.Scale(factor, layout.Right(product).Column(j));
            }
        }
    }
}
