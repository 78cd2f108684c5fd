using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Analysis;

/// <summary>Reads the evidence on every mode off a point of a trajectory.</summary>
/// <remarks>
/// Cost: one Hessian action of the loss a mode, and modes² inner products for the coupling. Our own rule; docs/design/003-verdicts.md.
/// </remarks>
public sealed class ModeObserver
{
    private readonly INetworkFlow flow;
    private readonly StratumGradient gradient;
    private readonly OuterHessian hessian;
    private readonly Matrix coupling;
    private readonly double reference;
    private readonly bool isSignLocked;
    private readonly bool keepsSign;
    private readonly bool isBalanced;
    private readonly double startSign;
    private readonly DeterminantSign determinantSign = new();

    /// <summary>An observer of one flow's trajectories from its start.</summary>
    public ModeObserver(GradientFlow problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        flow = problem.Field;
        int m = flow.Loss.Rows, n = flow.Loss.Columns;

        // At depth 1, from layers that are not balanced, and by rounding in entries, a mode can pass zero and come out on the other side.
        isSignLocked = problem.Coordinates == FlowCoordinates.LogPolar && (flow.Depth.IsInfinite || (m == n && flow.Modes == n));
        gradient = new(m, n, flow.Modes);
        hessian = new(flow.Loss);
        coupling = new(flow.Modes, flow.Modes);
        isBalanced = problem.IsBalanced || flow.Depth.Value == 1;
        keepsSign = problem.IsBalanced && flow.Depth.Value > 1;
        FlowState start = problem.NewState();
        reference = flow.TryObserve(0, problem.Start.AsSpan(), start) ? StratumGradient.ReferenceNorm(flow.Loss, start) : double.NaN;
        startSign = determinantSign.Measure(start);
    }

    /// <summary>The evidence at a point.</summary>
    /// <param name="point">The point.</param>
    /// <param name="coupled">Whether the uncertainty includes what the other modes' motion does to a target: modes² times the cost.</param>
    public SpectrumEvidence Observe(FlowState point, bool coupled)
    {
        ArgumentNullException.ThrowIfNull(point);
        gradient.Fill(flow.Depth, point);
        for (int j = 0; j < flow.Modes; j++)
        {
            FillCoupling(point, j, coupled);
        }
        bool hasTunnelled = keepsSign && determinantSign.Measure(point) == -startSign;
        ImmutableArray<ModeEvidence> modes = [.. Enumerable.Range(0, flow.Modes).Select(i => EvidenceOf(i, point))];
        (double turning, double least) = coupled && isSignLocked ? Turning(point, modes) : (double.NaN, double.NaN);
        return new(flow.Depth, isSignLocked, point.Time, modes, gradient.Norm, reference, hasTunnelled) { IsBalanced = isBalanced, TurningCurvature = turning, LeastCurvature = least, Obstacle = Obstacle };
    }

    private string? Obstacle => flow.DescendsLossAlone ? null : SpectrumEvidence.NotOfTheLossAlone;

    private (double Turning, double Least) Turning(FlowState point, ImmutableArray<ModeEvidence> modes)
    {
        ModeEvidence hardest = modes.Where(mode => mode.Drift > 1).DefaultIfEmpty().MaxBy(mode => mode.Push);
        return hardest.Push > 0
            ? TurningStability.Measure(
                flow.Loss, point, modes.IndexOf(hardest), hardest.Push, [.. modes.Select(mode => Math.Min(mode.Sigma, mode.ImpliedTarget - mode.Uncertainty))])
            : (double.NaN, double.NaN);
    }

    /// <summary>Saves evidence that this observer made, or makes it again from what was saved.</summary>
    internal SpectrumEvidence Exchange(StateTransfer transfer, SpectrumEvidence? evidence)
    {
        ModeEvidence[] modes = [.. evidence?.Modes ?? []];
        Array.Resize(ref modes, flow.Modes);
        for (int i = 0; i < modes.Length; i++)
        {
            (double sigma, double target, double uncertainty, double drift, double exponent, double push, double curvature) = modes[i];
            double[] numbers = [sigma, target, uncertainty, drift, exponent, push, curvature];
            transfer.Pass(numbers);
            modes[i] = new(numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5], numbers[6]);
        }
        (double time, double norm, bool tunnelled) = (evidence?.Time ?? 0, evidence?.GradientNorm ?? 0, evidence?.HasTunnelled ?? false);
        transfer.Pass(ref time);
        transfer.Pass(ref norm);
        transfer.Pass(ref tunnelled);
        return new(flow.Depth, isSignLocked, time, [.. modes], norm, reference, tunnelled) { IsBalanced = isBalanced, Obstacle = Obstacle };
    }

    /// <summary>coupling(i, j) ← ⟨uᵢvᵢᵀ, E″[uⱼvⱼᵀ]⟩ for i = j, or for every i.</summary>
    private void FillCoupling(FlowState point, int j, bool everyRow)
    {
        if (!everyRow)
        {
            coupling.View.Column(j).Clear();
            coupling[j, j] = hessian.Along(point, j);
            return;
        }
        Matrix imageRight = hessian.TimesRight(point, j, j);
        for (int i = 0; i < flow.Modes; i++)
        {
            coupling[i, j] = VectorOperations.Dot(point.Left.View.Column(i), imageRight.View.Column(i));
        }
    }

    private ModeEvidence EvidenceOf(int i, FlowState point)
    {
        double sigma = point.Sigma(i), push = gradient.InFrame[i, i], curvature = coupling[i, i];
        double coupled = 0;
        for (int j = 0; j < flow.Modes; j++)
        {
            coupled += j == i || coupling[j, j] == 0 ? 0 : Math.Abs(coupling[i, j] * gradient.InFrame[j, j]) / coupling[j, j];
        }
        double uncertainty = (OffDiagonal(i, point) + coupled) / curvature + 1e-15 * point.Sigma(0);
        double power = 1 - 2 * flow.Depth.Reciprocal, clock = power == 0 ? 1 : Math.Exp(power * point.LogSigma[i]);
        double exponent = point.Time * clock * push;
        return curvature > 0
            ? new(sigma, sigma - push / curvature, uncertainty, push / (curvature * sigma), exponent, push, curvature)
            : new(sigma, double.NaN, double.NaN, double.NaN, exponent, push, curvature);
    }

    /// <summary>oᵢ, the gradient's pull on mode i that is not along it: what would turn its vectors.</summary>
    private double OffDiagonal(int i, FlowState point)
    {
        double push = gradient.InFrame[i, i];
        if (flow.Depth.IsInfinite)
        {
            double row = 0, column = 0;
            for (int j = 0; j < flow.Modes; j++)
            {
                row += j == i ? 0 : gradient.InFrame[i, j] * gradient.InFrame[i, j];
                column += j == i ? 0 : gradient.InFrame[j, i] * gradient.InFrame[j, i];
            }
            return Math.Sqrt(Math.Max(row, column));
        }
        return Math.Max(
            Remainder(gradient.GradientRight.View.Column(i), point.Left.View.Column(i), push),
            Remainder(gradient.LeftGradient.View.Column(i), point.Right.View.Column(i), push));
    }

    private static double Remainder(ReadOnlySpan<double> pulled, ReadOnlySpan<double> vector, double along)
    {
        double sum = 0;
        for (int k = 0; k < pulled.Length; k++)
        {
            double rest = pulled[k] - along * vector[k];
            sum += rest * rest;
        }
        return Math.Sqrt(sum);
    }
}
