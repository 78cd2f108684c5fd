using System.Collections.Immutable;
using DlnDynamics.Oracles;

namespace DlnDynamics.Integrators.Tests;

public sealed class StiffTestSetTests
{
    // Attempts that each method may need at 1e-3, 1e-6 and 1e-9: 1.3 times what was measured. A new method is one line a problem.
    private static readonly (string Problem, string Method, int[] Attempts)[] Bounds =
    [
        ("robertson", "rodas5p", [204, 530, 2440]),
        ("robertson", "radau5", [228, 527, 1440]),
        ("robertson", "auto", [242, 540, 1360]),
        ("robertson", "bdf", [541, 1350, 3810]),
        ("robertson", "bdf-gmres", [526, 1360, 3840]),
        ("van der pol 1e3", "rodas5p", [311, 980, 6460]),
        ("van der pol 1e3", "radau5", [358, 816, 2300]),
        ("van der pol 1e3", "auto", [376, 835, 2270]),
        ("van der pol 1e3", "bdf", [856, 2170, 5870]),
        ("van der pol 1e3", "bdf-gmres", [869, 2100, 5840]),
        ("van der pol 1e6", "rodas5p", [308, 962, 6410]),
        ("van der pol 1e6", "radau5", [354, 812, 2290]),
        ("van der pol 1e6", "auto", [374, 836, 2260]),
        ("van der pol 1e6", "bdf", [925, 2120, 5810]),
        ("van der pol 1e6", "bdf-gmres", [851, 2100, 5790]),
        ("hires", "rodas5p", [83, 452, 3240]),
        ("hires", "radau5", [87, 208, 560]),
        ("hires", "auto", [123, 246, 823]),
        ("hires", "bdf", [257, 574, 1640]),
        ("hires", "bdf-gmres", [224, 566, 1580]),
        ("oregonator", "rodas5p", [369, 1290, 7650]),
        ("oregonator", "radau5", [378, 896, 2520]),
        ("oregonator", "auto", [402, 918, 2920]),
        ("oregonator", "bdf", [1050, 2490, 6530]),
        ("oregonator", "bdf-gmres", [881, 2350, 6530]),
        ("pollution", "rodas5p", [127, 376, 1860]),
        ("pollution", "radau5", [177, 410, 1120]),
        ("pollution", "auto", [197, 422, 1060]),
        ("pollution", "bdf", [333, 827, 2270]),
        ("pollution", "bdf-gmres", [333, 849, 2270]),
        ("e5 to 1e11", "rodas5p", [207, 984, 7010]),
        ("e5 to 1e11", "radau5", [270, 693, 2010]),
        ("e5 to 1e11", "auto", [290, 697, 1930]),
        ("e5 to 1e11", "bdf", [684, 1810, 4940]),
        ("e5 to 1e11", "bdf-gmres", [649, 1730, 5030]),
        ("e5 to 1e13", "rodas5p", [239, 1080, 7350]),
        ("e5 to 1e13", "radau5", [308, 784, 2280]),
        ("e5 to 1e13", "auto", [328, 788, 2200]),
        ("e5 to 1e13", "bdf", [770, 2040, 5620]),
        ("e5 to 1e13", "bdf-gmres", [735, 1960, 5710]),
    ];

    private static readonly double[] Tolerances = [1e-3, 1e-6, 1e-9];

    public static TheoryData<string, string, double, int> Cases
    {
        get
        {
            TheoryData<string, string, double, int> data = [];
            foreach ((string problem, string method, int[] attempts) in Bounds)
            {
                for (int i = 0; i < attempts.Length; i++)
                {
                    data.Add(problem, method, Tolerances[i], attempts[i]);
                }
            }
            return data;
        }
    }

    // A tolerance bounds the error of one step, and these solutions forget most of it: the end is good to a few tolerances. The largest measured
    // is ten (radau5 on HIRES at 1e-9), most are below one. Multistep methods take more steps, whose errors have one sign: 42 (bdf, oregonator, 1e-9).
    [Theory]
    [MemberData(nameof(Cases))]
    public void The_published_end_is_reached(string problem, string method, double tolerance, int attempts)
    {
        (InitialValueProblem stated, ImmutableArray<double> end, double scale) = Problem(problem);
        IntegrationResult result = stated.Solve(method, new() { Tolerances = new(tolerance, tolerance * scale) });
        Assert.Equal(ReturnCode.ReachedEnd, result.Code);
        double tolerances = method.StartsWith("bdf", StringComparison.Ordinal) ? 60 : 20;
        for (int i = 0; i < end.Length; i++)
        {
            Assert.InRange(Math.Abs(result.State[i] - end[i]), 0, tolerances * tolerance * (Math.Abs(end[i]) + scale));
        }
        Assert.InRange(result.Work.Steps + result.Work.Rejected, 10, attempts);
    }

    [Fact]
    public void A_stabilised_method_reaches_the_end_of_a_mildly_stiff_problem()
    {
        (InitialValueProblem stated, ImmutableArray<double> end) = StiffTestSet.Hires();
        IntegrationResult result = stated.Solve("rkc2", new() { Tolerances = new(1e-6, 1e-8) });
        Assert.All(end.Zip(result.State), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * (pair.First + 1e-2)));
        Assert.InRange(result.Work.Steps + result.Work.Rejected, 10, 2200);
    }

    [Fact]
    public void Radau_keeps_a_jacobian_while_it_serves()
    {
        IntegrationResult result = StiffTestSet.Pollution().Problem.Solve("radau5", new() { Tolerances = new(1e-9, 1e-27) });
        Assert.InRange(result.Work.Jacobians, 1, result.Work.Steps / 4);
    }

    [Fact]
    public void The_automatic_method_says_when_and_why_it_switched()
    {
        IntegrationResult result = StiffTestSet.VanDerPolThousand().Problem.Solve("auto", new() { Tolerances = new(1e-6, 1e-9) });
        Assert.Matches(@"^tsitouras5 for \d+ steps, radau5 from t = [\d.E-]+ because step × eigenvalue was [\d.]+ at steps of [\d.E-]+ \(explicit steps are stable to 3.51, implicit ones cheaper from 0.421\)", result.Method);
        Assert.True(result.Work.Jacobians > 0);
    }

    /// <summary>Steps of an eighth of the stability interval, which with a Jacobian would be left for implicit ones; there are none.</summary>
    [Fact]
    public void The_automatic_method_stays_explicit_without_a_jacobian_while_accuracy_limits_its_steps()
    {
        DelegateField field = new(2, (t, y, d) => (d[0], d[1]) = (-8 * (y[0] - Math.Cos(8 * t)), -y[1]));
        IntegrationResult result = new InitialValueProblem(field, new(0, 40), [0, 1]).Solve("auto", new() { Tolerances = new(1e-10, 1e-10) });
        Assert.StartsWith("dormand-prince8 throughout", result.Method, StringComparison.Ordinal);

        // The response to cos 8t is (cos 8t + sin 8t)/2; what is left of the start is e⁻³²⁰.
        Assert.Equal((Math.Cos(320) + Math.Sin(320)) / 2, result.State[0], 1e-8);
    }

    [Fact]
    public void The_automatic_method_turns_to_rkc2_where_there_is_no_jacobian()
    {
        DelegateField field = new(1, (t, y, d) => d[0] = -1e4 * (y[0] - Math.Cos(t)));
        IntegrationResult result = new InitialValueProblem(field, new(0, 10), [0]).Solve("auto", new() { Tolerances = new(1e-4, 1e-4) });
        Assert.Contains("rkc2 from t =", result.Method, StringComparison.Ordinal);

        // y follows cos t at a distance of 1e-4; explicit steps alone would be 30 000.
        Assert.Equal(Math.Cos(10), result.State[0], 2e-3);
        Assert.InRange(result.Work.Steps, 50, 500);
    }

    [Fact]
    public void The_automatic_method_stays_explicit_where_nothing_is_stiff()
    {
        NonlinearRotation rotation = new();
        IntegrationResult result = new InitialValueProblem(rotation, new(0, 100), [.. rotation.Exact(0)])
            .Solve("auto", new() { Tolerances = new(1e-6, 1e-6) });
        Assert.StartsWith("tsitouras5 throughout", result.Method, StringComparison.Ordinal);
        Assert.Equal(0, result.Work.Jacobians);
    }

    // The scale is the size below which a component counts as absolute error; nearly none here, but where components pass through zero.
    private static (InitialValueProblem Problem, ImmutableArray<double> End, double Scale) Problem(string name)
    {
        ((InitialValueProblem problem, ImmutableArray<double> end), double scale) = name switch
        {
            "robertson" => (StiffTestSet.Robertson(), 1e-14),
            "van der pol 1e3" => (StiffTestSet.VanDerPolThousand(), 1e-3),
            "van der pol 1e6" => (StiffTestSet.VanDerPolMillion(), 1),
            "hires" => (StiffTestSet.Hires(), 1e-4),
            "oregonator" => (StiffTestSet.Oregonator(), 1),
            "pollution" => (StiffTestSet.Pollution(), 1e-18),
            "e5 to 1e11" => (StiffTestSet.E5(longer: false), 1e-22),
            "e5 to 1e13" => (StiffTestSet.E5(longer: true), 1e-22),
            _ => throw new ArgumentException($"There is no problem '{name}'.", nameof(name)),
        };
        return (problem, end, scale);
    }
}
