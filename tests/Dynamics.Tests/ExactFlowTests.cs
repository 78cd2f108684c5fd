using System.Collections.Immutable;
using DlnDynamics.Integrators;
using DlnDynamics.Oracles;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>Every method on every closed form, at three tolerances: right, and for a price that is written down.</summary>
public sealed class ExactFlowTests
{
    /// <summary>Evaluations that tsitouras5 was measured to take at 1e-6, in the order of the closed forms; the dearer coordinates count.</summary>
    private static readonly ImmutableArray<int> Effort =
    [
        // Scalars: growth and fall at N = 2, whole and real N, decay, N = ∞, unbalanced.
        44, 998, 74, 74, 62, 86, 86, 356, 128, 80, 80, 164, 194, 188, 224, 110, 98, 152, 56,
        // Three modes and one, N = 2, 2.5, 3, 5, 10, ∞.
        242, 218, 338, 284, 404, 362, 680, 662, 854, 830, 1202, 1202,
        // Riccati: square, tall, wide, deficient, unbalanced, definite.
        207, 170, 224, 188, 140, 134,
        // Completions: diagonal, symmetric 2 × 2 at six depths, rank one at four; one layer.
        110, 104, 230, 260, 260, 308, 368, 428, 494, 638, 776, 1424, 80,
    ];

    /// <summary>
    /// Cost over effort at 1e-3, 1e-6, 1e-9, each half as much again as the dearest flow was measured to need. A method that factors Jacobians
    /// pays for columns: its cost is divided by 1 + dimension/10 first.
    /// </summary>
    private static readonly Dictionary<string, double[]> Price = new()
    {
        ["auto"] = [1.7, 1.7, 6],
        ["tsitouras5"] = [1.7, 1.5, 6],
        ["rkc2"] = [1.5, 11, 107],
        ["rodas5p"] = [2, 4.4, 13.5],
    };

    private static readonly double[] Tolerances = [1e-3, 1e-6, 1e-9];

    public static TheoryData<string> AllMethods => [.. MethodCatalog.All.Select(method => method.Name)];

    [Theory]
    [MemberData(nameof(AllMethods))]
    public void Every_method_ends_within_a_hundred_tolerances_of_the_closed_form_for_its_price(string name)
    {
        IMethod method = MethodCatalog.Find(name);
        List<string> wrong = [];
        for (int k = 0; k < ExactFlows.All.Length; k++)
        {
            ExactFlow exact = ExactFlows.All[k];
            foreach (FlowCoordinates coordinates in exact.Coordinates)
            {
                for (int i = 0; i < Tolerances.Length; i++)
                {
                    GradientFlow flow = exact.In(coordinates);
                    IntegrationResult result = flow.Solve(exact.End, method, Tolerances[i], 1_000_000);
                    double error = exact.ErrorOf(flow, result.State.AsSpan()) / Tolerances[i], bound = Allowed(method, flow, result);
                    double price = result.Cost() / (result.Work.Jacobians > 0 ? 1 + result.State.Length / 10.0 : 1) / Effort[k];
                    if (!result.IsFinished || !(error <= bound) || price > PriceOf(method, i))
                    {
                        wrong.Add($"{exact.Name}, {coordinates}, {Tolerances[i]}: {result.Code}, error {error:G3} of {bound:G3} tolerances, price {price:G3} of {PriceOf(method, i):G3}");
                    }
                }
            }
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public void Every_closed_form_has_its_effort() => Assert.Equal(ExactFlows.All.Length, Effort.Length);

    // A method that keeps what it estimates errs by a tolerance a step, in every layer, and they add up.
    private static double Allowed(IMethod method, GradientFlow flow, IntegrationResult result) =>
        method.CarriesTheBetterSolution() ? 100 : 100 + result.Work.Steps * (flow.Coordinates == FlowCoordinates.Layers ? flow.Field.Depth.Value : 1);

    // Of a method without a row only what its order promises: steps grow as the root of the tolerance, from fifteen efforts at 1e-6.
    private static double PriceOf(IMethod method, int tolerance) => Price.TryGetValue(method.Name, out double[]? row)
        ? row[tolerance]
        : 15 * Math.Max(1, Math.Pow(1e-6 / Tolerances[tolerance], 1.0 / method.Order));
}
