namespace DlnDynamics.Studies;

/// <summary>Linear regression ½‖Y − X·A‖², or with Y = A the linear autoencoder. X is (outputs of Y) × (inputs of A).</summary>
/// <param name="Data">A, in the orientation of its file.</param>
/// <param name="Outputs">Y, in the same orientation; null: the autoencoder.</param>
/// <param name="SamplesAreRows">Whether a row of the files is a sample; else a column is.</param>
/// <param name="Scale">What both are divided by.</param>
public sealed record RegressionSettings(MatrixSource Data, MatrixOfFile? Outputs, bool SamplesAreRows, DataScale Scale) : ProblemSettings(Data, Scale)
{
    /// <inheritdoc/>
    public override int Rows => SizeOf(Outputs ?? Data);

    /// <inheritdoc/>
    public override int Columns => SizeOf(Data);

    /// <summary>Number of inputs that have one value in all samples of a file. Cost: at most one pass over it.</summary>
    public int ConstantInputs
    {
        get
        {
            int constant = 0;
            for (int input = 0; Data is MatrixOfFile { Matrix: var read } && input < Columns; input++)
            {
                int sample = 1, samples = SamplesAreRows ? read.Rows : read.Columns;
                double first = SamplesAreRows ? read[0, input] : read[input, 0];
                while (sample < samples && (SamplesAreRows ? read[sample, input] : read[input, sample]).Equals(first))
                {
                    sample++;
                }
                constant += sample == samples ? 1 : 0;
            }
            return constant;
        }
    }

    private int SizeOf(MatrixSource source) => SamplesAreRows ? source.Columns : source.Rows;
}
