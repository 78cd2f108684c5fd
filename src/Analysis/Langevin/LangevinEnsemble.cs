using System.Collections.Immutable;
using System.Runtime.ExceptionServices;
using DlnDynamics.Dynamics;

namespace DlnDynamics.Analysis;

/// <summary>Many independent paths of one Langevin equation, each with a stream of noise of its own.</summary>
/// <remarks>Paths run in parallel; path k draws from the seed and k alone, so numbers do not depend on threads or on how many other paths there are.</remarks>
public sealed class LangevinEnsemble
{
    private readonly LangevinEquation equation;
    private readonly Func<int, IBalancedStart> startOf;
    private readonly int paths;
    private readonly long seed;

    /// <summary>Paths from one start.</summary>
    public LangevinEnsemble(LangevinEquation equation, IBalancedStart start, int paths, long seed)
        : this(equation, _ => start, paths, seed)
    {
        ArgumentNullException.ThrowIfNull(start);
    }

    /// <summary>Paths each from a start of its own.</summary>
    /// <param name="equation">What they solve.</param>
    /// <param name="startOf">The start of a path, by its number from 0; called from several threads.</param>
    /// <param name="paths">How many.</param>
    /// <param name="seed">Of all noise.</param>
    public LangevinEnsemble(LangevinEquation equation, Func<int, IBalancedStart> startOf, int paths, long seed)
    {
        ArgumentNullException.ThrowIfNull(equation);
        ArgumentNullException.ThrowIfNull(startOf);
        ArgumentOutOfRangeException.ThrowIfLessThan(paths, 1);
        (this.equation, this.startOf, this.paths, this.seed) = (equation, startOf, paths, seed);
    }

    /// <summary>Runs every path to the last time and keeps the observables at each.</summary>
    /// <param name="times">Rescaled, ascending, positive.</param>
    /// <param name="longestStep">Steps are equal between two times and no longer.</param>
    /// <param name="observables">Numbers read off a path, called from several threads.</param>
    public EnsembleRecord Run(ImmutableArray<double> times, double longestStep, params ImmutableArray<Func<LangevinPath, double>> observables)
    {
        if (!(longestStep > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(longestStep), longestStep, "A step is positive.");
        }
        for (int k = 0; k < times.Length; k++)
        {
            if (!(times[k] > (k == 0 ? 0 : times[k - 1]) && double.IsFinite(times[k])))
            {
                throw new ArgumentException("Times are positive, finite and ascending.", nameof(times));
            }
        }
        double[] values = new double[checked(paths * times.Length * observables.Length)];
        string?[] failures = new string?[paths];
        try
        {
            Parallel.For(0, paths, path =>
            {
                LangevinPath state = equation.From(startOf(path), new(seed, "langevin path", path, equation.Size));
                failures[path] = Follow(state, times, longestStep, observables, values.AsSpan(path * times.Length * observables.Length));
            });
        }
        catch (AggregateException several) when (several.InnerExceptions[0] is ArgumentException refused)
        {
            // A start that no path can have is one mistake, however many paths meet it.
            ExceptionDispatchInfo.Throw(refused);
        }
        return new(times, observables.Length, paths, values, failures);
    }

    /// <summary>Fills one path's values, times within observables; a sentence where it failed.</summary>
    private static string? Follow(
        LangevinPath path, ImmutableArray<double> times, double longestStep, ImmutableArray<Func<LangevinPath, double>> observables, Span<double> values)
    {
        double before = 0;
        for (int k = 0; k < times.Length; k++)
        {
            long steps = (long)Math.Ceiling((times[k] - before) / longestStep * (1 - 1e-12));
            double h = (times[k] - before) / steps;
            for (long i = 0; i < steps; i++)
            {
                if (path.Step(h) != LangevinCode.Sound)
                {
                    return path.Sentence;
                }
            }
            for (int o = 0; o < observables.Length; o++)
            {
                values[o * times.Length + k] = observables[o](path);
            }
            before = times[k];
        }
        return null;
    }
}
