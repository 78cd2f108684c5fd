using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>E1 and E2 of the measurements behind the design: runs on which solvers in other coordinates end with a wrong rank.</summary>
public static class EvidenceProblems
{
    /// <summary>E1: two aligned modes, targets 3 and 0.2.</summary>
    public static GradientFlow TwoModes(Depth depth, double scale, FlowCoordinates coordinates = FlowCoordinates.LogPolar) =>
        GradientFlow.From(new BalancedIdentity(scale), depth, new FactorizationLoss(Matrix.Diagonal(3, 0.2)), coordinates);

    /// <summary>E2: 6 × 6 completion of rank 3, 60 % observed, from scale·Q; the data lie beside the tests' assembly.</summary>
    public static GradientFlow Completion(Depth depth, double scale, FlowCoordinates coordinates = FlowCoordinates.LogPolar)
    {
        Matrix mask = Read("e2-mask.csv");
        CompletionLoss loss = new(Read("e2-target.csv"), Mask.Where(6, 6, (i, j) => mask[i, j] == 1));
        return GradientFlow.From(new BalancedMatrix(Read("e2-q.csv"), scale), depth, loss, coordinates);
    }

    /// <summary>Singular values of the limit of E2 from independent integrations (SOURCES.md of the data), with when the last mode has settled, rescaled.</summary>
    public static ImmutableArray<(Depth Depth, double Scale, double RescaledTime, ImmutableArray<double> Limits)> CompletionLimits { get; } =
    [
        (Depth.Of(2), 1e-8, 6e3, [3.18210, 0.568441, 0.237464, 0.0718699, 1.09377e-3, 1.31346e-10]),
        (Depth.Of(3), 1e-8, 9e4, [12.0444, 2.20171, 0.117864, 2.2625e-8, 1.2253e-8, 2.842e-9]),
        (Depth.Infinite, 1e-4, 1e9, [504.304, 0.931815, 0.0973715, 8.93969e-5, 7.42926e-5, 4.10725e-5]),
    ];

    private static Matrix Read(string file)
    {
        double[][] rows = [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "data", file))
            .Select(line => line.Split(',').Select(text => double.Parse(text, CultureInfo.InvariantCulture)).ToArray())];
        Matrix matrix = new(rows.Length, rows[0].Length);
        for (int j = 0; j < matrix.Columns; j++)
        {
            for (int i = 0; i < matrix.Rows; i++)
            {
                matrix[i, j] = rows[i][j];
            }
        }
        return matrix;
    }
}
