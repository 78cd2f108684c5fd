using System.Collections.Immutable;
using System.CommandLine;
using System.Text;
using DlnDynamics.Studies;

namespace DlnDynamics.Cli;

/// <summary>dln geometry: volume, entropy and metric of a given matrix at each depth.</summary>
internal sealed class GeometryCommand : Command
{
    private readonly Argument<string> matrix = new("MATRIX") { Description = "A .csv, .tsv, .mtx, .npy, .npz or .mat file (also with .gz) without missing entries." };
    private readonly Option<string[]> depths = new("--depth") { Description = "A whole number, a real number from 2 on, or infinite; repeat it to compare.", HelpName = "N" };
    private readonly Option<string?> rank = new("--rank") { Description = "How many singular values count, the others being zeros; default: those above round-off.", HelpName = "R" };
    private readonly Option<string?> width = new("--width") { Description = "Width of every hidden layer, for the entropy; default: the rank, the narrowest.", HelpName = "H" };
    private readonly Option<string> names = new("--names") { Description = "Which of first row and first column hold names: auto, none, columns, rows or both.", DefaultValueFactory = _ => "auto", HelpName = "WHERE" };
    private readonly Option<string?> array = new("--array") { Description = "Which array of a .npz or .mat file that holds several.", HelpName = "NAME" };
    private readonly Option<bool> json = new("--json") { Description = "Prints an array, one object a depth." };

    public GeometryCommand(Terminal terminal)
        : base("geometry",
            """
            Shows what the geometry of a depth says of a given matrix: the logarithm of its volume form, the entropy of its fibre, the extreme eigenvalues of the
            operator Â that turns a gradient into a velocity, and its ranks. Integrates and writes nothing.

              log-volume     ln √det ĝ with respect to dX; at lower rank, to the Hausdorff measure of the matrices of that rank
              unnormalised   the same with the metric g = ĝ/N of the layers' clock
              frames         the same with respect to dΣ dU dV
              entropy        ln of the volume of all balanced layers with this product
              metric-min, metric-max   extreme eigenvalues of Â on the directions that move

            A number that does not exist is shown as -, and a note says what holds instead.

            Examples:
              dln geometry matrix.csv --depth 2 --depth 3 --depth infinite
              dln geometry matrix.csv --depth 3 --rank 4 --width 100 --json
            """)
    {
        Add(matrix);
        Add(depths);
        Add(rank);
        Add(width);
        Add(names);
        Add(array);
        Add(json);
        SetAction(parsed =>
        {
            string file = parsed.GetRequiredValue(matrix);
            ImmutableArray<MatrixGeometry> geometries = GeometryRequest.Read(
                file, parsed.GetValue(depths) ?? [], parsed.GetValue(rank), parsed.GetValue(width), parsed.GetRequiredValue(names), parsed.GetValue(array));
            terminal.Output.Write(parsed.GetValue(json) ? Encoding.UTF8.GetString(GeometryJson.Write(geometries)) : GeometryTable.Write(file, geometries));
            return ExitCode.Done;
        });
    }
}
