using MathNet.Numerics.Integration;

namespace DlnDynamics.Analysis;

/// <summary>∫ of a function given in pieces, by Gauss–Kronrod rules of 15 points: the panel of largest error is halved until the errors together are small enough.</summary>
/// <remarks>
/// The error is the sum of the panels' |Kronrod − Gauss|, in practice far above the true one. It says when the pieces are too hard: what is not done
/// with <see cref="MostPanels"/> is handed back with the error it has. Source: [PdDKUK83], QAG.
/// </remarks>
internal sealed class AdaptiveQuadrature(double tolerance)
{
    /// <summary>Panels at the end, at most.</summary>
    public const int MostPanels = 300;

    private readonly PriorityQueue<Panel, double> panels = new();

    /// <summary>Adds a piece.</summary>
    public void Add(Func<double, double> integrand, double from, double to)
    {
        if (to > from)
        {
            double value = GaussKronrodRule.Integrate(integrand, from, to, out double error, out _, tolerance, maximumDepth: 0);
            panels.Enqueue(new(integrand, from, to, value, error), -error);
        }
    }

    /// <summary>The integral over all pieces, and its relative error.</summary>
    public (double Value, double Error) Integrate()
    {
        while (true)
        {
            (double value, double error) = (0, 0);
            foreach ((Panel panel, _) in panels.UnorderedItems)
            {
                (value, error) = (value + panel.Value, error + panel.Error);
            }
            if (!(error > tolerance * Math.Abs(value)) || panels.Count >= MostPanels)
            {
                return (value, error / Math.Abs(value));
            }
            Panel worst = panels.Dequeue();
            double middle = 0.5 * (worst.From + worst.To);
            Add(worst.Integrand, worst.From, middle);
            Add(worst.Integrand, middle, worst.To);
        }
    }

    private readonly record struct Panel(Func<double, double> Integrand, double From, double To, double Value, double Error);
}
