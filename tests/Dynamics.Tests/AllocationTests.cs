using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.LinearAlgebra.Tests;

namespace DlnDynamics.Dynamics.Tests;

public sealed class AllocationTests
{
    public static TheoryData<string> Fields => new("log-polar square", "log-polar tall", "log-polar wide", "log-polar sparse", "layers", "end-to-end", "relaxed balanced");

    [Theory]
    [MemberData(nameof(Fields))]
    public void No_field_allocates(string name)
    {
        INetworkFlow field = FieldOf(name, out double[] y);
        double[] f = new double[y.Length], v = [.. y];
        FlowState point = new(field.Loss.Rows, field.Loss.Columns, field.Modes);
        Matrix jacobian = new(y.Length, y.Length);
        Assert.Equal(0, Allocation.Of(() => Work(20)));

        void Work(int times)
        {
            for (int k = 0; k < times; k++)
            {
                field.Evaluate(0, y, f);
                (field as IDifferentiableField)?.ApplyJacobian(0, y, v, f);
                (field as IDifferentiableField)?.FillJacobian(0, y, jacobian.View);
                (field as IStateProjection)?.TryProject(y, 0);
                field.TryObserve(0, y, point);
            }
        }
    }

    private static INetworkFlow FieldOf(string name, out double[] y)
    {
        (int m, int n) = name switch { "log-polar tall" => (9, 5), "log-polar wide" => (5, 9), _ => (7, 7) };
        Matrix target = Samples.Gaussian(m, n, 1);
        Mask mask = Mask.All(m, n).RandomSubset(0.5, 1);
        ILoss loss = name == "log-polar sparse" ? new SparseCompletionLoss(target, mask) : new CompletionLoss(target, mask);
        FlowCoordinates coordinates = name switch { "layers" => FlowCoordinates.Layers, "end-to-end" => FlowCoordinates.EndToEnd, _ => FlowCoordinates.LogPolar };
        GradientFlow flow = name == "relaxed balanced"
            ? GradientFlow.RelaxedBalanced(new(new BalancedGaussian(0.5, 1), 0.3, -0.2), Depth.Of(3), loss)
            : GradientFlow.From(new BalancedGaussian(0.5, 1), Depth.Of(3), loss, coordinates);
        y = [.. flow.Start];
        return flow.Field;
    }
}
