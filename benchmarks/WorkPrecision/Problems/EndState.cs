using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.WorkPrecision;

/// <summary>What a run is judged by: the end-to-end matrix where it stopped, and the logarithms of its singular values, largest first.</summary>
/// <param name="X">The end-to-end matrix; null where only its singular values are known.</param>
/// <param name="LogSigma">ln σᵢ.</param>
internal sealed record EndState(Matrix? X, ImmutableArray<double> LogSigma)
{
    /// <summary>A known matrix of full rank.</summary>
    public static EndState Of(Matrix x)
    {
        PolarFactors factors = PolarFactors.Of(x);
        return new(x, [.. Enumerable.Range(0, factors.Rank).Select(mode => factors.LogSize[mode, mode])]);
    }

    /// <summary>Known singular values, largest first.</summary>
    public static EndState Of(params IEnumerable<double> sigma) => new(null, [.. sigma.Select(value => Math.Log(value))]);

    /// <summary>Where an integration ended; null where the state stands for no matrix.</summary>
    public static EndState? Of(GradientFlow flow, IntegrationResult result)
    {
        FlowState point = flow.NewState();
        return flow.Field.TryObserve(result.Time, result.State.AsSpan(), point)
            ? new(Matrix.CopyOf(point.EndToEnd.View), [.. point.LogSigma])
            : null;
    }

    /// <summary>
    /// The error of this state: in log-polar coordinates the larger of the largest |Δ ln σᵢ| and ‖ΔX‖_F/‖X‖_F; in layers, which promise
    /// nothing on modes far below their tolerance, the latter alone.
    /// </summary>
    public double ErrorAgainst(EndState exact, FlowCoordinates coordinates)
    {
        double matrix = X is null || exact.X is null ? 0 : RelativeDistance(X, exact.X);
        if (coordinates != FlowCoordinates.LogPolar)
        {
            return matrix;
        }
        double modes = 0;
        for (int mode = 0; mode < exact.LogSigma.Length; mode++)
        {
            modes = Math.Max(modes, Math.Abs(LogSigma[mode] - exact.LogSigma[mode]));
        }
        return Math.Max(modes, matrix);
    }

    private static double RelativeDistance(Matrix x, Matrix exact)
    {
        double distance = 0, size = 0;
        for (int k = 0; k < exact.Data.Length; k++)
        {
            distance += Math.Pow(x.Data[k] - exact.Data[k], 2);
            size += exact.Data[k] * exact.Data[k];
        }
        return Math.Sqrt(distance / size);
    }
}
