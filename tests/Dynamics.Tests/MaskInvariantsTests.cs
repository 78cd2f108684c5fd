using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Components of masks, the numbers they keep, and the squared speed (oracles 19 and 36).</summary>
public sealed class MaskInvariantsTests
{
    // Three components: rows {0, 1} with columns {0, 2}; row 2 with column 1; row 3 alone.
    private static readonly Mask ThreeParts = Mask.Where(4, 3, (i, j) => (i, j) is (0, 0) or (0, 2) or (1, 2) or (2, 1));

    [Fact]
    public void Rows_and_columns_belong_together_where_observed_entries_join_them()
    {
        MaskComponents components = new(ThreeParts);
        Assert.Equal(3, components.Count);
        Assert.Equal([0, 0, 1, 2], components.OfRow);
        Assert.Equal([0, 1, 0], components.OfColumn);
        Assert.Equal(1, new MaskComponents(Mask.All(5, 3)).Count);
        Assert.Equal(4, new MaskComponents(Mask.Diagonal(4)).Count);

        // A path through every row and column, observed in an order that joins large parts late; and a column nobody sees.
        Assert.Equal(1, new MaskComponents(Mask.Where(4, 4, (i, j) => j == 3 - i || j == 2 - i)).Count);
        Assert.Equal(2, new MaskComponents(Mask.Where(2, 3, (_, j) => j != 1)).Count);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(0)]
    public void Every_component_keeps_its_number(int layers)
    {
        Depth depth = layers == 0 ? Depth.Infinite : Depth.Of(layers);
        Mask mask = layers == 0 ? Mask.Where(3, 3, (i, j) => ThreeParts[i, j]) : ThreeParts;
        CompletionLoss loss = new(Samples.Gaussian(mask.Rows, 3, 1), mask);
        MaskInvariants before = new(new(mask)), after = new(new(mask));
        GradientFlow flow = GradientFlow.From(new BalancedMatrix(Samples.Gaussian(mask.Rows, 3, 2)), depth, loss);
        FlowState start = Samples.Observe(flow, flow.Start.AsSpan()), end = Samples.Observe(flow, Samples.Integrate(flow, 5));
        Assert.True(Samples.Distance(end.EndToEnd, start.EndToEnd) > 0.1);
        before.Read(depth, start);
        after.Read(depth, end);
        double sum = 0;
        for (int c = 0; c < before.Values.Length; c++)
        {
            Assert.Equal(before.Values[c], after.Values[c], 1e-8);
            Assert.True(Math.Abs(before.Values[c]) > 1e-3, "a number that is nothing says nothing");
            sum += after.Values[c];
        }
        Assert.Equal(0, sum, 1e-9);
        Assert.InRange(new MaskDrift(flow).Measure(end), 0, 1e-8);
        GradientFlow other = GradientFlow.From(new BalancedMatrix(Samples.Gaussian(mask.Rows, 3, 7)), depth, loss);
        Assert.True(new MaskDrift(other).Measure(end) > 1e-3);
    }

    [Fact]
    public void Balanced_layers_give_the_same_numbers_as_their_product_and_unbalanced_ones_keep_theirs()
    {
        CompletionLoss loss = new(Samples.Gaussian(4, 3, 1), ThreeParts);
        MaskInvariants layered = new(new(ThreeParts)), polar = new(new(ThreeParts));
        BalancedMatrix start = new(Samples.Gaussian(4, 3, 2));
        GradientFlow flow = GradientFlow.From(start, Depth.Of(3), loss, FlowCoordinates.Layers), same = GradientFlow.From(start, Depth.Of(3), loss);
        layered.Read(((LayerFlow)flow.Field).Shape, flow.Start.AsSpan());
        polar.Read(Depth.Of(3), Samples.Observe(same, same.Start.AsSpan()));
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(polar.Values[c], layered.Values[c], 1e-12);
            Assert.Equal(polar.Sizes[c], layered.Sizes[c], 1e-12);
        }
        GradientFlow unbalanced = GradientFlow.From(new LayersGaussian(0.7, 5, 3), Depth.Of(3), loss);
        NetworkShape shape = ((LayerFlow)unbalanced.Field).Shape;
        layered.Read(shape, unbalanced.Start.AsSpan());
        polar.Read(shape, Samples.Integrate(unbalanced, 3));
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(layered.Values[c], polar.Values[c], 1e-9);
        }
    }

    /// <summary>With a ridge the numbers fall, and the drift is what departs from that: rounding and 1e-8 of integration, where the numbers themselves change by most of their size.</summary>
    [Theory]
    [InlineData(FlowCoordinates.LogPolar, 2)]
    [InlineData(FlowCoordinates.LogPolar, 3)]
    [InlineData(FlowCoordinates.EndToEnd, 3)]
    [InlineData(FlowCoordinates.EndToEnd, 1)]
    [InlineData(FlowCoordinates.Layers, 3)]
    [InlineData(null, 3)]
    public void The_drift_under_a_ridge_on_the_layers_is_a_departure_from_the_decay(FlowCoordinates? coordinates, int layers)
    {
        const double Ridge = 0.3, Time = 4;
        Depth depth = Depth.Of(layers);
        CompletionLoss loss = new(Samples.Gaussian(4, 3, 1), ThreeParts);
        GradientFlow bare = coordinates is { } stated ? GradientFlow.From(new BalancedMatrix(Samples.Gaussian(4, 3, 2)), depth, loss, stated) : GradientFlow.From(new LayersGaussian(0.7, 5, 3), depth, loss);
        GradientFlow flow = bare.WithLayerRidge(Ridge);
        FlowState end = Samples.Observe(flow, Samples.Integrate(flow, Time), Time);
        MaskInvariants before = new(new(ThreeParts)), after = new(new(ThreeParts));
        before.Read(bare.Field, Samples.Observe(flow, flow.Start.AsSpan()));
        after.Read(bare.Field, end);
        for (int c = 0; c < 3; c++)
        {
            Assert.Equal(Math.Exp(-2 * Ridge * Time / layers) * before.Values[c], after.Values[c], 1e-8);
        }
        Assert.InRange(new MaskDrift(flow).Measure(end), 0, 1e-8);
        Assert.True(new MaskDrift(bare).Measure(end) > 0.01, "the raw change");
    }

    [Fact]
    public void Where_nothing_is_kept_the_drift_is_empty()
    {
        CompletionLoss square = new(Samples.Gaussian(3, 3, 1), Mask.Diagonal(3));
        BalancedMatrix start = new(Samples.Gaussian(3, 3, 2));
        double Drift(GradientFlow flow) => new MaskDrift(flow).Measure(Samples.Observe(flow, flow.Start.AsSpan()));
        Assert.Equal(0, Drift(GradientFlow.From(start, Depth.Infinite, square)));
        Assert.Equal(double.NaN, Drift(GradientFlow.From(start, Depth.Infinite, square).WithLayerRidge(0.1)));
        Assert.Equal(double.NaN, Drift(GradientFlow.From(new BalancedLowRank(2, 0.5, 1), Depth.Infinite, square)));
        Assert.Equal(double.NaN, Drift(GradientFlow.FreeEnergy(start, Depth.Of(3), square, 10)));
        Assert.Equal(double.NaN, Drift(GradientFlow.From(start, Depth.Of(3), new FactorizationLoss(Samples.Gaussian(3, 3, 1)))));
        Assert.Equal(0, Drift(GradientFlow.From(new LayersGaussian(0.7, 5, 3), Depth.Of(3), square)));
    }

    [Theory]
    [InlineData(4, 4, 4)]
    [InlineData(6, 3, 3)]
    [InlineData(3, 5, 2)]
    [InlineData(5, 5, 2)]
    public void The_loss_falls_at_the_squared_speed(int rows, int columns, int rank)
    {
        BalancedMatrix start = new(Samples.OfRank(rows, columns, rank, 3));
        ILoss loss = Samples.Completion(Samples.Gaussian(rows, columns, 8), 0.7, 2);
        foreach (Depth depth in new[] { Depth.Of(1), Depth.Of(2), Depth.Real(2.5), Depth.Of(3), Depth.Of(5), Depth.Infinite })
        {
            foreach (FlowCoordinates coordinates in depth.HasLayers ? [FlowCoordinates.LogPolar, FlowCoordinates.EndToEnd, FlowCoordinates.Layers] : new[] { FlowCoordinates.LogPolar })
            {
                GradientFlow flow = GradientFlow.From(start, depth, loss, coordinates);
                double[] velocity = new double[flow.Field.Dimension], y = new double[velocity.Length];
                flow.Field.Evaluate(0, flow.Start.AsSpan(), velocity);
                FlowState point = Samples.Observe(flow, flow.Start.AsSpan());
                double speed = new SquaredSpeed(depth, rows, columns, flow.Field.Modes).Measure(point);

                // Along the field itself: the error of the central difference is h²/6 of a third derivative, 1e-10 at this size, and rounding ε·E/h.
                const double h = 1e-5;
                double LossAt(double t)
                {
                    for (int i = 0; i < y.Length; i++)
                    {
                        y[i] = flow.Start[i] + t * velocity[i];
                    }
                    return Samples.Observe(flow, y).Loss;
                }
                double slope = (LossAt(h) - LossAt(-h)) / (2 * h);
                Assert.True(Math.Abs(slope + speed) <= 1e-7 * speed, $"N = {depth}, {coordinates}: {slope} against −{speed}");
                Assert.True(speed > 0);
                if (flow.Field is LayerFlow)
                {
                    Assert.Equal(speed, depth.Value * VectorOperations.Dot(velocity, velocity), 1e-10 * speed);
                }
            }
        }
    }
}
