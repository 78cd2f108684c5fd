using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>A point of a trajectory with what its quantities share, computed once into memory that is used again.</summary>
/// <remarks>X = Left·diag(e^LogSigma)·Rightᵀ with orthonormal columns; modes descend. A flow fills it, quantities read it.</remarks>
public sealed class FlowState
{
    private readonly double[] logSigma;
    private readonly double[] layers;

    /// <summary>Memory for m × n matrices with a number of modes, and for layers with so many entries in all.</summary>
    public FlowState(int rows, int columns, int modes, int layers = 0)
    {
        EndToEnd = new(rows, columns);
        Gradient = new(rows, columns);
        Left = new(rows, modes);
        Right = new(columns, modes);
        logSigma = new double[modes];
        this.layers = new double[layers];
    }

    /// <summary>Time, in the rescaled clock.</summary>
    public double Time { get; set; }

    /// <summary>X, m × n.</summary>
    public Matrix EndToEnd { get; }

    /// <summary>E′(X), m × n.</summary>
    public Matrix Gradient { get; }

    /// <summary>E(X).</summary>
    public double Loss { get; set; }

    /// <summary>Left singular vectors, m × modes.</summary>
    public Matrix Left { get; }

    /// <summary>Right singular vectors, n × modes.</summary>
    public Matrix Right { get; }

    /// <summary>ln σᵢ, descending; −∞ where σᵢ = 0.</summary>
    public Span<double> LogSigma => logSigma;

    /// <summary>The layers as a flat state, where the flow's coordinates are layers (<see cref="GradientFlow.NewState"/> makes room for them); else empty.</summary>
    public Span<double> Layers => layers;

    /// <summary>The largest ‖W_{p+1}ᵀW_{p+1} − W_pW_pᵀ‖_F over the layers, of the balanced lift where there are no layers; NaN for one layer.</summary>
    public double Imbalance { get; set; }

    /// <summary>Number of modes.</summary>
    public int Modes => logSigma.Length;

    /// <summary>Whether there is no mode, or one with σᵢ = 0: off the matrices whose rank is the number of modes.</summary>
    public bool HasLostModes => Modes == 0 || double.IsNegativeInfinity(logSigma[^1]);

    /// <summary>σᵢ, counted from 0.</summary>
    public double Sigma(int mode) => Math.Exp(logSigma[mode]);
}
