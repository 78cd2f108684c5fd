using System.Collections.Immutable;
using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>Data that are samples: regression and autoencoder. X maps inputs to outputs, both as they were prepared.</summary>
internal sealed class SampleData : ProblemData
{
    private readonly int count;
    private readonly ImmutableArray<string> inputNames;
    private readonly ImmutableArray<string> outputNames;
    private readonly string preparation;
    private readonly string constant;

    /// <summary>The data of a problem.</summary>
    public SampleData(RegressionSettings problem)
    {
        (Matrix inputs, DataUnits units) = Prepared(problem.Data, problem, null);
        Matrix outputs = problem.Outputs is null ? inputs : Prepared(problem.Outputs, problem, units.Scale).Samples;
        NamedMatrix? file = (problem.Data as MatrixOfFile)?.Matrix;
        ImmutableArray<string> Names(NamedMatrix? matrix) => matrix is null ? default : problem.SamplesAreRows ? matrix.ColumnNames : matrix.RowNames;
        count = inputs.Columns;
        inputNames = Names(file);
        outputNames = Names(problem.Outputs is null ? file : problem.Outputs.Matrix);
        preparation = units.Sentence;
        constant = problem.ConstantInputs is > 0 and var same ? string.Create(CultureInfo.InvariantCulture, $", {same} of them constant,") : "";
        Loss = WithRidge(new RegressionLoss(outputs, inputs), problem);
    }

    /// <inheritdoc/>
    public override ILoss Loss { get; }

    /// <inheritdoc/>
    public override string Summary => string.Create(CultureInfo.InvariantCulture, $"{count} samples of {Loss.Columns} inputs{constant} and {Loss.Rows} outputs; {preparation}");

    /// <summary>X itself: its units are those of outputs per input.</summary>
    public override NamedMatrix? Completed(Matrix x) =>
        inputNames.IsDefault && outputNames.IsDefault ? null : new(x.Rows, x.Columns, [.. x.Data], outputNames, inputNames);

    /// <summary>One column a sample, centred and divided by a scale: the inputs' own, or the one given.</summary>
    private static (Matrix Samples, DataUnits Units) Prepared(MatrixSource source, RegressionSettings problem, double? scale)
    {
        Matrix data = source is MatrixOfFile { Matrix: var read } ? read.ToMatrix() : SyntheticData.Of((SyntheticMatrix)source);
        DataUnits units = DataUnits.Of(data, Mask.All(data.Rows, data.Columns), scale is { } value ? problem with { Scale = new FixedScale(value) } : problem);
        Matrix samples = problem.SamplesAreRows ? new(data.Columns, data.Rows) : new(data.Rows, data.Columns);
        for (int j = 0; j < data.Columns; j++)
        {
            for (int i = 0; i < data.Rows; i++)
            {
                double prepared = units.ToScaled(i, j, data[i, j]);
                if (problem.SamplesAreRows)
                {
                    samples[j, i] = prepared;
                }
                else
                {
                    samples[i, j] = prepared;
                }
            }
        }
        return (samples, units);
    }
}
