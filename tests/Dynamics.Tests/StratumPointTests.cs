using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Tangent vectors as motions of the state: there and back, and the field itself seen as a tangent vector.</summary>
public sealed class StratumPointTests
{
    [Fact]
    public void The_field_is_the_depth_operator_applied_to_the_gradient_and_motions_go_there_and_back()
    {
        foreach ((int rows, int columns, int rank) in new[] { (4, 4, 4), (5, 3, 3), (3, 5, 3), (5, 4, 2), (4, 5, 2) })
        {
            foreach (Depth depth in new[] { Depth.Of(1), Depth.Of(2), Depth.Real(2.5), Depth.Of(5), Depth.Infinite })
            {
                int modes = depth.Value == 1 ? Math.Min(rows, columns) : rank;
                ILoss loss = Samples.Completion(Samples.Gaussian(rows, columns, 81), 0.7, 9);
                EndToEndFlow flow = new(depth, loss, rank);
                FlowState start = new(rows, columns, flow.Modes);
                Assert.True(flow.TryObserve(0, Samples.OfRank(rows, columns, rank, 82).Data, start));
                StratumPoint point = new(depth, loss, start, modes);
                Assert.True(point.IsValid);
                Assert.InRange(Samples.Distance(point.Point.EndToEnd, start.EndToEnd), 0, 1e-13);
                double[] tangent = new double[point.Hessian.Length], velocity = new double[point.State.Length], gradient = new double[tangent.Length];

                // Â twice its root; the field is −Â·G.
                point.Flow.Evaluate(0, point.State, velocity);
                point.ToTangent(velocity, tangent);
                point.Hessian.Gradient(gradient);
                point.Hessian.ApplyRoot(gradient, gradient);
                point.Hessian.ApplyRoot(gradient, gradient);
                Assert.All(tangent.Zip(gradient), pair => Assert.Equal(-pair.Second, pair.First, 1e-12));

                point.Hessian.Project(Samples.Gaussian(rows, columns, 83).View, gradient);
                point.ToState(gradient, velocity);
                point.ToTangent(velocity, tangent);
                Assert.All(tangent.Zip(gradient), pair => Assert.Equal(pair.Second, pair.First, 1e-11));

                // Moved by h, X has moved by h along the tangent vector, up to h²; the rank is kept.
                const double h = 1e-6;
                Matrix expected = new(rows, columns);
                point.Hessian.ToMatrix(gradient, expected.View);
                double[] moved = [.. point.State];
                VectorOperations.AddScaled(h, velocity, moved);
                Assert.True(point.TryMoveTo(moved));
                Matrix difference = Matrix.CopyOf(point.Point.EndToEnd.View);
                VectorOperations.AddScaled(-1, start.EndToEnd.Data, difference.Data);
                VectorOperations.Scale(1 / h, difference.Data);
                Assert.InRange(Samples.Distance(difference, expected), 0, 1e-3);
            }
        }
    }
}
