namespace DlnDynamics.Studies;

/// <summary>Regression and autoencoder: files of samples.</summary>
internal sealed class SamplesReader(MatrixReader matrices)
{
    public RegressionSettings? Read(Section data, DataScale? scale, bool isAutoencoder)
    {
        string key = isAutoencoder ? "data" : "inputs", what = isAutoencoder ? "an autoencoder" : "regression";
        MatrixSource? inputs = matrices.Read(data, key);
        MatrixSource? outputs = isAutoencoder ? null : matrices.Read(data, "outputs");
        bool? samplesAreRows = data.Word("samples", "rows", "columns") switch { "rows" => true, "columns" => false, _ => null };
        Centring? centre = PreparationReader.Centre(data);
        if (inputs is null || samplesAreRows is null || centre is null || scale is null || (!isAutoencoder && outputs is null))
        {
            return null;
        }
        if (outputs is SyntheticMatrix)
        {
            data.Refuse("outputs", "the outputs of a regression are a file.");
            return null;
        }
        if (!ProblemReader.IsWhole(data, key, inputs, what) || (outputs is not null && !ProblemReader.IsWhole(data, "outputs", outputs, what)))
        {
            return null;
        }
        int Samples(MatrixSource source) => samplesAreRows.Value ? source.Rows : source.Columns;
        if (outputs is not null && Samples(outputs) != Samples(inputs))
        {
            data.Refuse("outputs", $"the inputs have {Samples(inputs)} samples and the outputs {Samples(outputs)}, counting {(samplesAreRows.Value ? "rows" : "columns")}; state samples: {(samplesAreRows.Value ? "columns" : "rows")} if those are the samples.");
            return null;
        }
        PreparationReader.CheckScale(data, scale, inputs);
        return new(inputs, (MatrixOfFile?)outputs, samplesAreRows.Value, scale) { Centre = centre.Value };
    }
}
