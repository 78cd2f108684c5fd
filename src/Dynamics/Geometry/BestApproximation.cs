using System.Collections.Immutable;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>The least value of a squared distance on matrices of rank at most k, and where it is taken, for every k.</summary>
/// <remarks>
/// With L = P·D·Qᵀ and B = P·D on its range, E(X) = ½‖X·B − T·Q‖² + E₀′, and X·B is any matrix of rank at most k: the best one is T·Q cut off
/// after k singular values s₁ ≥ s₂ ≥ …, in the metric of the data. Source: [EY36]; for regression [BH89].
/// </remarks>
public sealed class BestApproximation
{
    private readonly Matrix? toData;         // B, n × ρ; null: the identity
    private readonly SingularFactors wanted;
    private readonly double unreachable;     // E₀′

    /// <summary>Decomposes the data of a loss once.</summary>
    public BestApproximation(IDistanceLoss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        unreachable = loss.LeastLoss;
        SeesEverything = true;
        if (loss.Factor is not { } factor)
        {
            wanted = SingularFactors.Of(loss.Projected.View);
            return;
        }
        SingularFactors metric = SingularFactors.Of(factor.View);
        int range = metric.RankAbove(factor.Rows * Math.ScaleB(1, -52));
        SeesEverything = range == factor.Rows;
        toData = Matrix.CopyOf(metric.Left.View.Block(0, 0, factor.Rows, range));
        for (int j = 0; j < range; j++)
        {
            VectorOperations.Scale(metric.Sigma[j], toData.View.Column(j));
        }
        ReadOnlyMatrixView q = metric.Right.View.Block(0, 0, factor.Columns, range);
        Matrix seen = new(loss.Rows, range), rest = Matrix.CopyOf(loss.Projected.View);
        DenseKernels.Default.Multiply(1, rest.View, Transpose.No, q, Transpose.No, 0, seen.View);
        DenseKernels.Default.Multiply(-1, seen.View, Transpose.No, q, Transpose.Yes, 1, rest.View);
        double missed = SeesEverything ? 0 : VectorOperations.EuclideanNorm(rest.Data);
        unreachable += 0.5 * missed * missed;
        wanted = SingularFactors.Of(seen.View);
    }

    /// <summary>s₁ ≥ s₂ ≥ …, singular values of what X·B is to come close to.</summary>
    public ImmutableArray<double> Spectrum => [.. wanted.Sigma];

    /// <summary>Whether the loss sees every entry of X: L is invertible.</summary>
    public bool SeesEverything { get; }

    /// <summary>What <see cref="Distance"/> measures with, as a formula: X_k is the best of rank k, A the inputs of a regression, ‖X·B‖ = ‖X·A‖.</summary>
    public string Norm => toData is null ? "‖X − X_k‖_F" : "‖(X − X_k)·A‖_F";

    /// <summary>The least loss on matrices of rank at most k.</summary>
    public double LeastLoss(int rank)
    {
        double sum = 0;
        for (int i = wanted.Sigma.Length - 1; i >= rank; i--)
        {
            sum += wanted.Sigma[i] * wanted.Sigma[i];
        }
        return unreachable + 0.5 * sum;
    }

    /// <summary>‖X·B − (the best of rank k)·B‖_F. Where s_k = s_{k+1} there are many best ones, and this is the distance to one of them.</summary>
    public double Distance(Matrix x, int rank)
    {
        Matrix difference = InData(x);
        for (int k = 0; k < Math.Min(rank, wanted.Sigma.Length); k++)
        {
            for (int j = 0; j < difference.Columns; j++)
            {
                VectorOperations.AddScaled(-wanted.Sigma[k] * wanted.Right[j, k], wanted.Left.View.Column(k), difference.View.Column(j));
            }
        }
        return VectorOperations.EuclideanNorm(difference.Data);
    }

    /// <summary>X·B in the singular frames of what is wanted, k × k, with the norm of what lies outside them.</summary>
    /// <remarks>At a critical point with distinct s this is diagonal: each entry is 0 or s_i. Source: [BH89]; for more layers [AMG24].</remarks>
    public (Matrix Components, double Outside) ComponentsOf(Matrix x)
    {
        Matrix seen = InData(x);
        int modes = wanted.Sigma.Length;
        Matrix half = new(modes, seen.Columns), components = new(modes, modes);
        DenseKernels.Default.Multiply(1, wanted.Left.View, Transpose.Yes, seen.View, Transpose.No, 0, half.View);
        DenseKernels.Default.Multiply(1, half.View, Transpose.No, wanted.Right.View, Transpose.No, 0, components.View);

        // Subtracted, not by Pythagoras, which would leave the root of rounding.
        Matrix framed = new(seen.Rows, modes);
        DenseKernels.Default.Multiply(1, wanted.Left.View, Transpose.No, components.View, Transpose.No, 0, framed.View);
        DenseKernels.Default.Multiply(-1, framed.View, Transpose.No, wanted.Right.View, Transpose.Yes, 1, seen.View);
        return (components, VectorOperations.EuclideanNorm(seen.Data));
    }

    private Matrix InData(Matrix x)
    {
        ArgumentNullException.ThrowIfNull(x);
        if (toData is null)
        {
            return Matrix.CopyOf(x.View);
        }
        Matrix seen = new(x.Rows, toData.Columns);
        DenseKernels.Default.Multiply(1, x.View, Transpose.No, toData.View, Transpose.No, 0, seen.View);
        return seen;
    }
}
