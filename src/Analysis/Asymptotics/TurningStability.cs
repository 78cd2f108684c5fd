using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Whether a mode that is pushed through zero stays there, or turns with another one and escapes.</summary>
/// <remarks>
/// The loss to second order on the matrices of one rank less: with x = Σ ξᵢⱼuᵢvⱼᵀ (d the pushed mode, i, j ≠ d both), ⟨x, E″x⟩ + 2 Σᵢ Mdd·ξid·ξdi/σᵢ, for turning
/// the frames by ξid, ξdi lifts the entry (d, d) by their product over σᵢ. What the loss does not see may be turned freely, and any push then wins.
/// Modes⁴ memory, modes² Hessian actions: for at most <see cref="MostModes"/> modes. Our own: docs/design/003-verdicts.md.
/// </remarks>
internal static class TurningStability
{
    /// <summary>With more modes stability is not worked out.</summary>
    public const int MostModes = 20;

    // The motion inside the other modes is eliminated up to this part of the curvature: it costs a thousandth of the answer.
    private const double Freedom = 1e-4;

    /// <summary>The smallest curvature of the loss over turnings of the pushed mode, all else following, and over all of the range; relative to the largest, NaN where not known.</summary>
    /// <param name="loss">E.</param>
    /// <param name="point">The point; only its frames are read.</param>
    /// <param name="pushed">d.</param>
    /// <param name="push">Mdd.</param>
    /// <param name="sizes">The least that each σᵢ may be in the limit.</param>
    public static (double Turning, double Least) Measure(ILoss loss, FlowState point, int pushed, double push, ReadOnlySpan<double> sizes)
    {
        int modes = point.Modes, count = modes * modes;
        if (modes > MostModes || point.Modes < 2)
        {
            return modes < 2 ? (1, 1) : (double.NaN, double.NaN);
        }
        Matrix form = Hessian(loss, point);
        double scale = 0;
        for (int k = 0; k < count; k++)
        {
            scale = Math.Max(scale, form[k, k]);
        }
        double least = LeastEigenvalue(form) / scale;
        for (int i = 0; i < modes; i++)
        {
            if (i != pushed)
            {
                int one = i + modes * pushed, other = pushed + modes * i;
                double lift = sizes[i] > 0 ? push / sizes[i] : double.PositiveInfinity;
                if (!double.IsFinite(lift) || !(scale > 0))
                {
                    return (double.NegativeInfinity, least);
                }
                form[one, other] += lift;
                form[other, one] += lift;
            }
        }
        bool Turns(int k) => k % modes == pushed ^ k / modes == pushed;
        int[] kept = [.. Enumerable.Range(0, count).Where(k => k != pushed * (modes + 1))];
        Matrix scaled = new(kept.Length, kept.Length);
        for (int b = 0; b < kept.Length; b++)
        {
            for (int a = 0; a < kept.Length; a++)
            {
                double freedom = (Turns(kept[a]) ? 1 : 1 / Freedom) * (Turns(kept[b]) ? 1 : 1 / Freedom);
                scaled[a, b] = form[kept[a], kept[b]] / scale * freedom + (a == b && !Turns(kept[a]) ? 1 : 0);
            }
        }
        return (LeastEigenvalue(scaled), least);
    }

    private static double LeastEigenvalue(Matrix form)
    {
        double[] values = new double[form.Rows];
        return DenseKernels.Default.SymmetricEigen(form.Rows).TryDecompose(form.View, values, new Matrix(form.Rows, form.Rows).View) ? values.Min() : double.NaN;
    }

    /// <summary>⟨u_a v_bᵀ, E″[uᵢvⱼᵀ]⟩, modes² × modes², symmetric.</summary>
    private static Matrix Hessian(ILoss loss, FlowState point)
    {
        int modes = point.Modes;
        OuterHessian hessian = new(loss);
        Matrix inFrame = new(modes, modes), form = new(modes * modes, modes * modes);
        for (int j = 0; j < modes; j++)
        {
            for (int i = 0; i < modes; i++)
            {
                DenseKernels.Default.Multiply(1, point.Left.View, Transpose.Yes, hessian.TimesRight(point, i, j).View, Transpose.No, 0, inFrame.View);
                inFrame.Data.CopyTo(form.View.Column(i + modes * j));
            }
        }
        return form;
    }
}
