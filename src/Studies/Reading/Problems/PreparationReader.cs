using System.Globalization;

namespace DlnDynamics.Studies;

/// <summary>What is done to data before they become a loss: logarithm, centring, scale; and the ridge.</summary>
internal static class PreparationReader
{
    public static DataScale? Scale(Section data) => data["scale"] switch
    {
        ScalarNode { Text: "unit-spectral-norm" } => new UnitSpectralNorm(),
        ScalarNode { Text: "unit-rms" } => new UnitRootMeanSquare(),
        _ => data.Number("scale", "a positive number, unit-spectral-norm or unit-rms", value => value > 0) is { } value ? new FixedScale(value) : null,
    };

    public static double? Ridge(Section data) => data.Number("ridge", "a number from 0 on", value => value >= 0);

    /// <summary>Transform and centring; reports data of which there is no logarithm.</summary>
    public static (bool IsLogarithmic, Centring Centre)? Read(Section data, MatrixSource? source)
    {
        string? transform = data.Word("transform", "none", "log");
        Centring? centre = Centre(data);
        if (transform == "log" && source is SyntheticMatrix)
        {
            data.Refuse("transform", "a synthetic matrix has entries of both signs, of which there is no logarithm.");
            return null;
        }
        if (transform == "log" && source is MatrixOfFile { Matrix: var matrix })
        {
            for (int k = 0; k < matrix.Values.Length; k++)
            {
                if (matrix.Values[k] <= 0)
                {
                    data.Refuse("transform", string.Create(CultureInfo.InvariantCulture,
                        $"row {k % matrix.Rows + 1}, column {k / matrix.Rows + 1} of the matrix is {matrix.Values[k]}, which has no logarithm; every present entry must be positive."));
                    return null;
                }
            }
        }
        return transform is null || centre is null ? null : (transform == "log", centre.Value);
    }

    public static Centring? Centre(Section data) => data.Word("centre", "none", "global", "rows", "columns", "both") switch
    {
        "none" => Centring.None,
        "global" => Centring.Global,
        "rows" => Centring.Rows,
        "columns" => Centring.Columns,
        "both" => Centring.Both,
        _ => null,
    };

    public static void CheckScale(Section data, DataScale? scale, MatrixSource? source)
    {
        if (scale is UnitSpectralNorm or UnitRootMeanSquare && source is MatrixOfFile { Matrix.Values: var values } && values.All(value => value is 0 or double.NaN))
        {
            data.Refuse("scale", "every entry of the matrix is 0, so no scale makes its size 1; state a number.");
        }
    }
}
