using System.Collections.Immutable;
using DlnDynamics.Integrators;

namespace DlnDynamics.WorkPrecision;

/// <summary>What the command line asks for.</summary>
/// <param name="Problems">The problems, in the order of the catalog.</param>
/// <param name="Methods">The methods, in the order of the catalog.</param>
/// <param name="Tolerances">The tolerances.</param>
/// <param name="Folder">Where tables and page go.</param>
internal sealed record BenchmarkOptions(
    ImmutableArray<BenchmarkProblem> Problems, ImmutableArray<IMethod> Methods, ImmutableArray<double> Tolerances, string Folder)
{
    /// <summary>How it is called.</summary>
    public const string Usage = "options: --problem NAME, --method NAME (either more than once), --out FOLDER, --quick";

    // A quick run looks for gross changes: quick problems, loose tolerances, a tenth of the work.
    private const int QuickBudget = 10;

    private static readonly ImmutableArray<double> Full = [1e-2, 1e-4, 1e-6, 1e-8, 1e-10];
    private static readonly ImmutableArray<double> Quick = [1e-2, 1e-4, 1e-6];

    /// <summary>Reads the command line.</summary>
    /// <exception cref="ArgumentException">An option or a name is unknown; the message says which there are.</exception>
    public static BenchmarkOptions Parse(params IReadOnlyList<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        List<BenchmarkProblem> problems = [];
        List<IMethod> methods = [];
        string folder = Path.Combine("results", "work-precision");
        bool isQuick = false;
        for (int i = 0; i < arguments.Count; i++)
        {
            string Value() => ++i < arguments.Count
                ? arguments[i]
                : throw new ArgumentException($"{arguments[i - 1]} wants a value; {Usage}.", nameof(arguments));
            switch (arguments[i])
            {
                case "--problem":
                    problems.Add(Find(Value()));
                    break;
                case "--method":
                    methods.Add(MethodCatalog.Find(Value()));
                    break;
                case "--out":
                    folder = Value();
                    break;
                case "--quick":
                    isQuick = true;
                    break;
                default:
                    throw new ArgumentException($"There is no option '{arguments[i]}'; {Usage}.", nameof(arguments));
            }
        }
        IEnumerable<BenchmarkProblem> chosen = problems.Count > 0 ? problems : ProblemCatalog.All.Where(problem => !(isQuick && problem.IsSlow));
        return new(
            [.. chosen.Select(problem => isQuick ? problem with { Budget = problem.Budget / QuickBudget } : problem)],
            methods.Count > 0 ? [.. methods] : MethodCatalog.All,
            isQuick ? Quick : Full,
            folder);
    }

    private static BenchmarkProblem Find(string name) =>
        ProblemCatalog.All.FirstOrDefault(problem => problem.Name == name)
        ?? throw new ArgumentException(
            $"There is no problem '{name}'; there are {string.Join(", ", ProblemCatalog.All.Select(problem => problem.Name))}.", nameof(name));
}
