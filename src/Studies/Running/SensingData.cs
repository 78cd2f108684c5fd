using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>Data that are linear measurements of X.</summary>
internal sealed class SensingData : ProblemData
{
    // Operators with fewer entries than this share are kept by their entries.
    private const double SparseShare = 0.2;

    private readonly int count;
    private readonly double share;
    private readonly double scale;

    /// <summary>The data of a problem.</summary>
    public SensingData(SensingSettings problem)
    {
        NamedMatrix operators = ((MatrixOfFile)problem.Data).Matrix;
        Matrix values = problem.Values.Matrix.ToMatrix();
        count = operators.Rows;
        scale = DataUnits.Of(values, Mask.All(values.Rows, values.Columns), problem).Scale;
        share = (double)operators.Values.Count(value => value != 0) / operators.Values.Length;
        ILinearMeasurements measurements = share < SparseShare ? Sparse(operators, problem) : Dense(operators, problem);
        Loss = WithRidge(new SensingLoss(measurements, [.. values.Data.ToArray().Select(value => value / scale)]), problem);
    }

    /// <inheritdoc/>
    public override ILoss Loss { get; }

    /// <inheritdoc/>
    public override string Summary => string.Create(
        CultureInfo.InvariantCulture,
        $"{count} measurements of a {Loss.Rows} × {Loss.Columns} matrix, {100 * share:G3} % of the operators' entries not zero; one scaled unit is {scale:g6} in the values.");

    private static DenseMeasurements Dense(NamedMatrix operators, SensingSettings problem) => new(Enumerable.Range(0, operators.Rows).Select(k =>
    {
        Matrix one = new(problem.Rows, problem.Columns);
        for (int entry = 0; entry < operators.Columns; entry++)
        {
            one[entry / problem.Columns, entry % problem.Columns] = operators[k, entry];
        }
        return one;
    }));

    private static SparseMeasurements Sparse(NamedMatrix operators, SensingSettings problem) => new(problem.Rows, problem.Columns, Enumerable.Range(0, operators.Rows).Select(k =>
        Enumerable.Range(0, operators.Columns).Where(entry => operators[k, entry] != 0).Select(entry => (entry / problem.Columns, entry % problem.Columns, operators[k, entry]))));
}
