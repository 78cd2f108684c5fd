using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;

namespace DlnDynamics.Studies;

/// <summary>Text to study: the file is read, overridden, checked, filled in, swept and typed; or every error is reported at once.</summary>
public static partial class StudyFile
{
    /// <summary>The study in a file, with overrides PATH=VALUE put in first.</summary>
    /// <exception cref="StudyException">The file or its data cannot be used; carries every error found.</exception>
    public static Study Read(string path, params IReadOnlyList<string> overrides)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(overrides);
        ErrorList errors = new();
        StudyNode? node = ReadText(path, errors) is { } text ? YamlReader.Read(text, path, errors) : null;
        if (node is not null and not MappingNode)
        {
            errors.Add(node.Place, "", Section.Expected("a mapping with the keys study, problem, flow and integrate", node));
        }
        errors.ThrowIfAny();
        MappingNode root = overrides.Aggregate((MappingNode)node!, (study, assignment) => SettingOverride.Apply(study, assignment, errors));
        KeyCheck.Check(root, StudySchema.Root, "", errors);
        MappingNode filled = (MappingNode)DefaultFiller.Fill(root, StudySchema.Root);

        Section section = new(filled, "", errors);
        string? name = ReadName(section);
        string? question = filled["question"] is null ? null : section.Text("question", "a sentence");
        Section? report = section.Child("report", "a mapping with figures");
        ImmutableArray<string>? figures = RecordReader.Names(report, "figures", FigureCatalog.Names);
        ImmutableArray<string>? baselines = RecordReader.Names(report, "baselines", BaselineTable.Known);
        ImmutableArray<DescentSettings>? descents = DescentReader.Read(report, errors);
        DataFiles files = new(Path.GetDirectoryName(path) ?? "", errors);
        SettingsReader reader = new(files, errors);
        ImmutableArray<SweepPoint> points = Sweep.Points(filled, errors);
        ImmutableArray<(RunSettings? Settings, SweepPoint Point)> runs = [.. points.Select(point => (reader.Read((MappingNode)point.Node), point))];
        DescentReader.Check(report, descents, runs.Select(run => run.Settings));
        errors.ThrowIfAny();
        return new()
        {
            Name = name!,
            Question = question,
            Folder = Path.GetDirectoryName(Path.GetFullPath(path))!,
            Runs = [.. runs.Select(run => new StudyRun(run.Settings!, run.Point.Choices.ToImmutableDictionary(choice => choice.Path, choice => choice.Value)))],
            AxisPaths = [.. points.SelectMany(point => point.Choices).Select(choice => choice.Path).Distinct()],
            Figures = figures!.Value,
            Baselines = baselines!.Value,
            Descents = descents!.Value,
            DataHashes = files.Hashes.ToImmutableSortedDictionary(StringComparer.Ordinal),
            Notes = [.. files.Summaries, .. NotesOn([.. runs.Select(run => run.Settings!)]), .. BaselineNotes(baselines.Value, runs.Select(run => run.Settings!))],
            Resolved = filled,
        };
    }

    /// <summary>Whether a text can name a study: letters, digits, - and _.</summary>
    public static bool IsName(string text) => NamePattern().IsMatch(text);

    private static IEnumerable<string> NotesOn(RunSettings[] runs)
    {
        if (runs.Any(run => run.Depth == Depth.Of(1)))
        {
            yield return DepthOneNote;
        }
        if (runs.Any(run => run.Depth.IsInfinite
            && (run.Problem.Rows != run.Problem.Columns || run.Start is LowRankSettings { Rank: var rank } && rank < run.Problem.Rows)))
        {
            yield return FrozenNote;
        }
        foreach ((int constant, int inputs) in runs.Select(run => run.Problem).OfType<RegressionSettings>().Distinct().Select(samples => (samples.ConstantInputs, samples.Columns)).Where(one => one.ConstantInputs > 0).Distinct())
        {
            yield return string.Create(CultureInfo.InvariantCulture, $"{constant} of {inputs} inputs are constant over the samples: of an input that is zero, as given or centred, the loss sees nothing, and does not determine its column of X.");
        }
        foreach (string note in QuantityNotes.Of(runs))
        {
            yield return note;
        }
    }

    private static IEnumerable<string> BaselineNotes(ImmutableArray<string> baselines, IEnumerable<RunSettings> runs) =>
        baselines.IsEmpty || runs.Any(run => run.Problem is CompletionSettings { Observed: not AllEntries }) ? []
        : ["report.baselines has nothing to compare: it is for completions that hold entries out (observed)."];

    private const string FrozenNote =
        "At infinite depth a start that is not square and of full rank keeps its row and column spaces for all time: what the data have outside them is never learned.";

    private const string DepthOneNote =
        "Depth 1 always runs end-to-end, whatever the coordinates: there rank and determinant sign are not conserved.";

    private static string? ReadText(string path, ErrorList errors)
    {
        try
        {
            if (!File.Exists(path))
            {
                errors.Add(new(path, 1, 1), "", $"the study file does not exist; looked for {Path.GetFullPath(path)}.");
            }
            else if (!OrdinaryFile.HasContent(path))
            {
                errors.Add(new(path, 1, 1), "", OrdinaryFile.Refusal + " `dln new NAME` writes a study to start from.");
            }
            else
            {
                return TextOf(File.ReadAllBytes(path), path, errors);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            errors.Add(new(path, 1, 1), "", $"the study file cannot be read: {exception.Message}");
        }
        return null;
    }

    private static string? TextOf(byte[] bytes, string path, ErrorList errors)
    {
        int? wrong = Utf8Text.FirstWrong(bytes);
        using StreamReader reader = new(new MemoryStream(bytes, 0, wrong ?? bytes.Length));
        string text = reader.ReadToEnd();
        if (wrong is { } at)
        {
            errors.Add(new(path, text.Count(letter => letter == '\n') + 1, text.Length - text.LastIndexOf('\n')), "", Utf8Text.Refusal(bytes[at]));
            return null;
        }
        return text;
    }

    private static string? ReadName(Section study)
    {
        const string Expected = "a name of letters, digits, - and _ (it names the results folder)";
        string? name = study.Text("study", Expected);
        if (name is not null && !NamePattern().IsMatch(name))
        {
            study.Refuse("study", Section.Expected(Expected, study["study"]));
            return null;
        }
        return name;
    }

    [GeneratedRegex("^[A-Za-z0-9_-]+$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NamePattern();
}
