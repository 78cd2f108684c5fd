using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>D_p = W_{p+1}ᵀW_{p+1} − W_pW_pᵀ stays: the largest ‖D_p(τ) − D_p(0)‖_F, relative to the largest ‖W_{p+1}‖² + ‖W_p‖² so far.</summary>
/// <remarks>For every loss and start, balanced or not. Where the layers carry a ridge μ, D_p(0)·e^(−2μτ/N) is what stays of it. Source: [ACH18] §3.</remarks>
internal sealed class ImbalanceWatch : InvariantWatch
{
    private readonly LayerFlow field;
    private readonly double decay;
    private readonly Matrix[] start;
    private readonly Matrix[] now;
    private readonly double[] sizes;

    public ImbalanceWatch(LayerFlow field, ReadOnlySpan<double> y, double decay) : base("imbalance", aStep: 0.5)
    {
        (this.field, this.decay) = (field, decay);
        int pairs = field.Shape.Layers - 1;
        start = new Matrix[pairs];
        now = new Matrix[pairs];
        sizes = new double[pairs];
        for (int p = 0; p < pairs; p++)
        {
            int width = field.Shape.Widths[p + 1];
            start[p] = new(width, width);
            now[p] = new(width, width);
            field.FillImbalance(y, p, start[p].View);
            sizes[p] = SizeOf(y, p);
        }
    }

    public override void Exchange(StateTransfer transfer)
    {
        base.Exchange(transfer);
        transfer.Pass(sizes);
    }

    protected override double Drift(FlowState point, ReadOnlySpan<double> y)
    {
        double largest = 0, left = Math.Exp(-decay * point.Time);
        for (int p = 0; p < start.Length; p++)
        {
            field.FillImbalance(y, p, now[p].View);
            VectorOperations.AddScaled(-left, start[p].Data, now[p].Data);
            sizes[p] = Math.Max(sizes[p], SizeOf(y, p));
            double change = VectorOperations.EuclideanNorm(now[p].Data);
            largest = Math.Max(largest, change == 0 ? 0 : change / sizes[p]);
        }
        return largest;
    }

    private double SizeOf(ReadOnlySpan<double> y, int p) => Square(field.Shape.Layer(y, p)) + Square(field.Shape.Layer(y, p + 1));

    private static double Square(ReadOnlyMatrixView layer)
    {
        double sum = 0;
        for (int j = 0; j < layer.Columns; j++)
        {
            sum += VectorOperations.Dot(layer.Column(j), layer.Column(j));
        }
        return sum;
    }
}
