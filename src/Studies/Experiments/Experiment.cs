using System.Globalization;
using DlnDynamics.Analysis;
using DlnDynamics.Figures;

namespace DlnDynamics.Studies;

/// <summary>
/// A script of experiments/ that tries what a paper says: it reads the arguments that all of them have, gathers claims, tables and figures, and writes them as tables/*.csv, figures/*.vl.json and report.html.
/// No file is written before <see cref="Finish"/>.
/// </summary>
public sealed class Experiment
{
    private readonly List<Claim> _claims = [];
    private readonly List<(string Name, string Title, DataFrame Frame)> _tables = [];
    private readonly List<Figure> _figures = [];

    private readonly TextWriter _output;

    private Experiment(string name, bool isQuick, string folder, TextWriter output) => (Name, IsQuick, Folder, _output) = (name, isQuick, folder, output);

    /// <summary>Name of the script and of its results folder.</summary>
    public string Name { get; }

    /// <summary>Whether a smaller version is asked for, whose numbers tests compare.</summary>
    public bool IsQuick { get; }

    /// <summary>Where results go.</summary>
    public string Folder { get; }

    /// <summary>Heading of the page.</summary>
    public required string Title { get; init; }

    /// <summary>What is asked, with paper and place.</summary>
    public required string Question { get; init; }

    /// <summary>Reads the arguments <c>[--quick] [FOLDER]</c>; null, after a message, where they are others.</summary>
    /// <param name="arguments">The script's arguments.</param>
    /// <param name="output">Where findings go: <c>Console.Out</c>.</param>
    /// <param name="error">Where messages go: <c>Console.Error</c>.</param>
    /// <param name="name">Name of the script.</param>
    /// <param name="title">Heading of the page.</param>
    /// <param name="question">What is asked, with paper and place.</param>
    public static Experiment? Begin(string[] arguments, TextWriter output, TextWriter error, string name, string title, string question)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        ArgumentNullException.ThrowIfNull(error);
        // Scripts print numbers, which must look the same whatever the language of the machine.
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        bool isQuick = arguments.Contains("--quick");
        string[] others = [.. arguments.Where(argument => argument != "--quick")];
        if (others.Length > 1 || others.Any(other => other.StartsWith('-') || other.Length == 0))
        {
            error.WriteLine($"Expected: [--quick] [FOLDER]; for example --quick results/{name}-quick.");
            return null;
        }
        string folder = others.Length > 0 ? others[0] : Path.Combine("results", isQuick ? name + "-quick" : name);
        try
        {
            // Minutes of work should not end at a folder that cannot be.
            Directory.CreateDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            error.WriteLine($"{folder}: {exception.Message} Name a folder that can be written to.");
            return null;
        }
        return new(name, isQuick, folder, output) { Title = title, Question = question };
    }

    /// <summary>Takes in a claim and prints it.</summary>
    /// <exception cref="ArgumentException">There is one with that name already.</exception>
    public void Judge(Claim claim)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (_claims.Any(other => other.Name == claim.Name))
        {
            throw new ArgumentException($"Two claims are named '{claim.Name}'.", nameof(claim));
        }
        _claims.Add(claim);
        _output.WriteLine($"{claim.Name}: {claim.Sentence()}");
    }

    /// <summary>Takes in a table: tables/<paramref name="name"/>.csv, and on the page under its title.</summary>
    public void Table(string name, string title, DataFrame frame) => _tables.Add((name, title, frame));

    /// <summary>Takes in a figure.</summary>
    public void Show(Figure figure) => _figures.Add(figure);

    /// <summary>Writes everything.</summary>
    /// <returns>The exit code: 0.</returns>
    public int Finish()
    {
        DataFrame claims = new(
            new Column<string>("claim", [.. _claims.Select(claim => claim.Name)]),
            new Column<string>("verdict", [.. _claims.Select(claim => KebabCase.Of(claim.Verdict.ToString()))]),
            new Column<double>("measured", [.. _claims.Select(claim => claim.Measured)]),
            new Column<double>("uncertainty", [.. _claims.Select(claim => claim.Uncertainty)]),
            new Column<double>("lower", [.. _claims.Select(claim => claim.Lower)]),
            new Column<double>("upper", [.. _claims.Select(claim => claim.Upper)]),
            new Column<double>("margin", [.. _claims.Select(claim => claim.Margin)]));
        Write("tables/claims.csv", CsvTable.Write(claims));
        foreach ((string name, _, DataFrame frame) in _tables)
        {
            Write($"tables/{name}.csv", CsvTable.Write(frame));
        }
        foreach (Figure figure in _figures)
        {
            Write($"figures/{figure.Name}.vl.json", figure.ToJson());
        }
        ReportPage page = new()
        {
            Title = Title,
            Question = IsQuick ? $"{Question} (The quick version.)" : Question,
            Summary = [.. _claims.Select(claim => claim.Sentence())],
            Figures = [.. _figures],
            Tables = [new("Claims", claims, "tables/claims.csv"), .. _tables.Select(table => new ReportTable(table.Title, table.Frame, $"tables/{table.Name}.csv"))],
            Version = $"dln {Manifest.Version}",
        };
        string path = Path.Combine(Folder, "report.html");
        AtomicFile.Write(path, page.ToHtml());
        _output.WriteLine($"report: {path}");
        return 0;
    }

    private void Write(string path, string content) => AtomicFile.Write(Path.Combine(Folder, path), content);
}
