using System.Collections.Immutable;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>What one run found: all that tables and figures are made of. Times in the study's clock, scaled units unless said otherwise.</summary>
public sealed record RunRecord
{
    /// <summary>The key of the run's settings.</summary>
    public required string Key { get; init; }

    /// <summary>How the run ended, kebab-case: reached-end, converged, step-limit-reached, cancelled, failed …</summary>
    public required string ReturnCode { get; init; }

    /// <summary>How the run ended, as a sentence.</summary>
    public required string Sentence { get; init; }

    /// <summary>The remaining columns of runs.csv, in order: time, loss, gradient-norm, limiting-rank …</summary>
    public ImmutableArray<NamedValue> Summary { get; init; } = [];

    /// <summary>Columns time, then one a recorded scalar quantity.</summary>
    public DataFrame Trajectory { get; init; } = new();

    /// <summary>Columns time, index (1 = largest), value.</summary>
    public DataFrame SingularValues { get; init; } = new();

    /// <summary>Columns event, time, time-alone, index, value.</summary>
    public DataFrame Events { get; init; } = new();

    /// <summary>Columns quantity, index, law, rate, its error and interval, predicted-rate, the tail, reason.</summary>
    public DataFrame Rates { get; init; } = new();

    /// <summary>Columns stage, plateau-start, plateau-end, level, rank, speed, escape, gain.</summary>
    public DataFrame Stages { get; init; } = new();

    /// <summary>Columns scope, then what the eigenvalues of that Hessian say.</summary>
    public DataFrame Stationarity { get; init; } = new();

    /// <summary>Columns index, value (of the limit), fate, relative-error, digits.</summary>
    public DataFrame Certificates { get; init; } = new();

    /// <summary>X at the time reached, m × n, scaled units; null when there is none, or it is kept by <see cref="LimitModes"/>.</summary>
    public Matrix? Limit { get; init; }

    /// <summary>lim X, m × n, scaled units; null where the rest of the way could not be completed.</summary>
    public Matrix? CompletedLimit { get; init; }

    /// <summary>X at the time reached by its modes, scaled units, where m × n entries would be too many; else null.</summary>
    public FlowState? LimitModes { get; init; }

    /// <summary>lim X by its modes, as <see cref="LimitModes"/>.</summary>
    public FlowState? CompletedLimitModes { get; init; }

    /// <summary>X at each time of <see cref="Trajectory"/>, m × n, scaled units; empty where it was not to be stored.</summary>
    public ImmutableArray<Matrix> Path { get; init; } = [];

    /// <summary>The unknowns of the integrator at the time reached, in its coordinates, one column; null when there is none.</summary>
    public Matrix? State { get; init; }

    /// <summary>The time reached, in the study's clock.</summary>
    public double Time { get; init; }

    /// <summary>X at the time reached in the units and with the names of the input; null when the problem has no such matrix.</summary>
    public NamedMatrix? Completed { get; init; }

    /// <summary>Wall time of the run in seconds.</summary>
    public double Seconds { get; init; }

    /// <summary>What a later session needs to go on with a run that was cancelled or ran out of wall time; null otherwise.</summary>
    public byte[]? Saved { get; init; }

    /// <summary>The exception of a failed run with its stack trace; stored beside the record as fault.txt.</summary>
    public string? Fault { get; init; }

    /// <summary>The value of a summary column; null where there is none.</summary>
    public object? this[string name] => name == "return-code" ? ReturnCode : Summary.FirstOrDefault(value => value.Name == name).Value;
}
