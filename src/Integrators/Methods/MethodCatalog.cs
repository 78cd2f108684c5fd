using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>Every method by its name in study files.</summary>
public static class MethodCatalog
{
    /// <summary>All methods.</summary>
    public static ImmutableArray<IMethod> All { get; } =
    [
        new AutomaticMethod(),
        new ExplicitRungeKutta(Tsitouras5.Tableau),
        new ExplicitRungeKutta(DormandPrince8.Tableau),
        new RungeKuttaChebyshev2(),
        new Rock4(),
        new RosenbrockMethod(Rodas5P.Tableau),
        new Radau5Method(),
        new BackwardDifferentiation(),
        new BackwardDifferentiation { MatrixFree = true },
    ];

    /// <summary>The method with a name.</summary>
    /// <exception cref="ArgumentException">There is none; the message lists the names there are.</exception>
    public static IMethod Find(string name) =>
        All.FirstOrDefault(method => method.Name == name)
        ?? throw new ArgumentException($"There is no method '{name}'; there are {string.Join(", ", All.Select(m => m.Name))}.", nameof(name));
}
