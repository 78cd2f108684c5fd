using System.Collections.Immutable;
using DlnDynamics.Integrators;

namespace DlnDynamics.WorkPrecision;

/// <summary>Every measurement of a benchmark, with the references that errors are measured from.</summary>
/// <param name="Problems">The problems, with the budgets that held.</param>
/// <param name="Measurements">Problem by problem, method by method, tolerances falling.</param>
/// <param name="References">By problem.</param>
internal sealed record Benchmark(
    ImmutableArray<BenchmarkProblem> Problems, ImmutableArray<Measurement> Measurements, ImmutableDictionary<string, Reference> References)
{
    // Rounding of the states themselves.
    private const double LeastFloor = 1e-13;

    /// <summary>For each problem the error below which its reference says nothing.</summary>
    public ImmutableDictionary<string, double> Floors =>
        References.ToImmutableDictionary(pair => pair.Key, pair => Math.Max(LeastFloor, double.IsNaN(pair.Value.Disagreement) ? 0 : pair.Value.Disagreement));

    /// <summary>Runs what the options ask for, telling of each problem as it is done.</summary>
    public static Benchmark Run(BenchmarkOptions options, Action<BenchmarkProblem, Reference, ImmutableArray<Measurement>> tell)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tell);
        WarmUp(options);
        ImmutableArray<Measurement>.Builder all = ImmutableArray.CreateBuilder<Measurement>();
        ImmutableDictionary<string, Reference>.Builder references = ImmutableDictionary.CreateBuilder<string, Reference>();
        foreach (BenchmarkProblem problem in options.Problems)
        {
            Reference reference = Reference.Of(problem, options.Tolerances.Min());
            references[problem.Name] = reference;
            ImmutableArray<Measurement> measured =
                [.. options.Methods.SelectMany(method => MethodRunner.Measure(problem, method, options.Tolerances, reference.End))];
            all.AddRange(measured);
            tell(problem, reference, measured);
        }
        return new(options.Problems, all.ToImmutable(), references.ToImmutable());
    }

    // The compiler's time is not the methods'.
    private static void WarmUp(BenchmarkOptions options)
    {
        BenchmarkProblem small = ProblemCatalog.All[0];
        foreach (IMethod method in options.Methods)
        {
            MethodRunner.Integrate(small, small.Flow(), method, 1e-6, 20_000);
        }
    }
}
