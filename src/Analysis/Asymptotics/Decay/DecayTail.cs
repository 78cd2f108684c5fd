namespace DlnDynamics.Analysis;

/// <summary>A stretch of a decay.</summary>
/// <param name="Times">Times, increasing, positive.</param>
/// <param name="Logs">ln of the quantity.</param>
/// <param name="Errors">Relative error of each sample.</param>
/// <param name="Rates">−d ln q/dt up to each sample, where it is known otherwise than by differences; empty where it is not.</param>
internal sealed record DecayTail(double[] Times, double[] Logs, double[] Errors, double[] Rates)
{
    private const int MostBlocks = 12;

    // Of a rate that is no difference of ln q: it is a quotient of differences of numbers with twelve digits or so.
    private const double ErrorOfRates = 1e-6;

    public int Count => Times.Length;

    /// <summary>By how many e-folds it falls.</summary>
    public double Range => Logs[0] - Logs[^1];

    public double Duration => Times[^1] - Times[0];

    /// <summary>Local rates of up to twelve blocks of equal numbers of samples.</summary>
    public LocalSlope[] LocalSlopes()
    {
        int blocks = Math.Clamp(Count / 3, 3, MostBlocks);
        return [.. Enumerable.Range(0, blocks).Select(k => Block(k * (Count - 1) / blocks, (k + 1) * (Count - 1) / blocks))];
    }

    // Neighbouring blocks share a sample, so that no part of the fall is lost.
    private LocalSlope Block(int first, int last)
    {
        double duration = Times[last] - Times[first];
        if (Rates.Length > 0)
        {
            double sum = 0;
            for (int k = first + 1; k <= last; k++)
            {
                sum += Rates[k] * (Times[k] - Times[k - 1]);
            }
            return new(Times[first], Times[last], sum / duration, ErrorOfRates);
        }
        double rate = (Logs[first] - Logs[last]) / duration;
        return new(Times[first], Times[last], rate, double.Hypot(Errors[first], Errors[last]) / Math.Abs(rate * duration));
    }
}
