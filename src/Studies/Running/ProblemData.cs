using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>The loss of a run, in scaled units, and what its data know beyond it.</summary>
internal abstract class ProblemData
{
    /// <summary>The loss in scaled units.</summary>
    public abstract ILoss Loss { get; }

    /// <summary>What was read, in words.</summary>
    public abstract string Summary { get; }

    /// <summary>Builds the loss of a problem whose files are already read.</summary>
    public static ProblemData Of(ProblemSettings problem) => problem switch
    {
        RegressionSettings regression => new SampleData(regression),
        SensingSettings sensing => new SensingData(sensing),
        _ => new MatrixData(problem),
    };

    /// <summary>The error on the entries that are known but not observed, in the data's units; null where there are none.</summary>
    public virtual HeldOutError? HeldOut() => null;

    /// <summary>The rank of the data where every entry is known; null otherwise.</summary>
    public virtual int? KnownRank() => null;

    /// <summary>X in the units and with the names of the data; null where it has neither.</summary>
    public virtual NamedMatrix? Completed(Matrix x) => null;

    /// <summary>The loss with the ridge of a problem, if it has one.</summary>
    protected static ILoss WithRidge(ILoss loss, ProblemSettings problem) => problem.Ridge > 0 ? RidgeLoss.Of(loss, problem.Ridge) : loss;
}
