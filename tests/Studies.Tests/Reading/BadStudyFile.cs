namespace DlnDynamics.Studies.Tests;

public sealed class BadStudyFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // line of the sample · what stands there instead · line, column and words of the one error
    public static TheoryData<string, string, int, int, string[]> Mistakes() => new()
    {
        { "  depth: [2, 3, infinite]", "  depht: 3", 9, 3, ["flow.depht", "unknown key \"depht\"", "did you mean \"depth\"?"] },
        { "question: Does it work?", "depth: 3", 2, 1, ["unknown key \"depth\"", "it belongs under flow"] },
        { "    matrix: data.csv", "    matrix: data.csv\n    zzzzzz: 1", 6, 5, ["unknown key \"zzzzzz\"", "known here: matrix, names"] },
        { "  depth: [2, 3, infinite]", "  depth: 0.5", 9, 10, ["flow.depth: expected a whole number ≥ 1, a real number ≥ 2 or \"infinite\", found \"0.5\"."] },
        { "  depth: [2, 3, infinite]", "  depth: 1.5", 9, 10, ["flow.depth", "real number ≥ 2", "found \"1.5\"."] },
        { "  depth: [2, 3, infinite]", "  depth: [2, inf]", 9, 14, ["flow.depth", "found \"inf\"."] },
        { "  depth: [2, 3, infinite]", "  depth: -1", 9, 10, ["flow.depth", "found \"-1\"."] },
        { "  depth: [2, 3, infinite]", "  depth: \"3\"", 9, 10, ["found \"3\" in quotes"] },
        { "  depth: [2, 3, infinite]", "  depth: []", 9, 10, ["this axis has no values"] },
        { "  depth: [2, 3, infinite]", "  depth: [2, 2]", 9, 14, ["the value 2 stands on this axis twice"] },
        { "  depth: [2, 3, infinite]", "  depth: 9..2", 9, 10, ["as in 1..20", "found \"9..2\""] },
        { "  depth: [2, 3, infinite]", "  depth: {a: 1}", 9, 10, ["flow.depth", "found a mapping"] },
        { "  depth: [2, 3, infinite]", "  depth: 3\n  depth: 4", 10, 3, ["\"depth\" stands here a second time", "line 9"] },
        { "  depth: [2, 3, infinite]", "  clock: rescaled", 9, 3, ["flow.depth", "found nothing"] },
        { "{ scale: 1e-3, seed: 1 }", "{ scale: -1e-3, seed: 1 }", 11, 35, ["start.balanced-orthogonal.scale", "expected a positive number", "\"-1e-3\""] },
        { "{ scale: 1e-3, seed: 1 }", "{ scale: 0, seed: 1 }", 11, 35, ["expected a positive number", "found \"0\""] },
        { "{ scale: 1e-3, seed: 1 }", "{ scale: big, seed: 1 }", 11, 35, ["expected a positive number", "found \"big\""] },
        { "{ scale: 1e-3, seed: 1 }", "{ scale: 1e999, seed: 1 }", 11, 35, ["\"1e999\", which overflows double precision"] },
        { "{ scale: 1e-3, seed: 1 }", "{ scale: 1e-3, seed: 1.5 }", 11, 47, ["seed", "expected a whole number ≥ 0"] },
        { "    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "    balanced-low-rank: { rank: 3 }", 11, 32, ["X of this problem is 3 × 2 and has rank at most 2, found 3"] },
        { "    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "    layers-gaussian: { scale: 0.1 }", 11, 22, ["log-polar do not have", "expected a balanced start, or coordinates: layers"] },
        { "    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "    layers-relaxed-balanced: { scale: 0.1 }", 11, 30, ["lets singular values pass zero", "log-polar cannot", "expected coordinates: end-to-end or layers"] },
        { "  depth: [2, 3, infinite]\n  start:\n    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "  depth: 2.5\n  coordinates: end-to-end\n  start:\n    layers-relaxed-balanced:", 12, 29, ["depth 2.5 has none", "expected a whole number of layers"] },
        { "  depth: [2, 3, infinite]\n  start:\n    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "  depth: 4\n  coordinates: end-to-end\n  start:\n    layers-relaxed-balanced: { imbalances: [1, 2] }", 12, 44, ["expected 3 numbers at depth 4", "found 2"] },
        { "  depth: [2, 3, infinite]\n  start:\n    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "  depth: 3\n  coordinates: end-to-end\n  start:\n    layers-relaxed-balanced: { imbalance: 1, imbalances: [1, 2] }", 12, 58, ["expected one of the two keys"] },
        { "  depth: [2, 3, infinite]\n  start:\n    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "  depth: 4\n  coordinates: layers\n  start:\n    layers-gaussian: { widths: [3, 2] }", 12, 32, ["expected 3 numbers at depth 4", "found 2"] },
        { "  depth: [2, 3, infinite]\n  start:\n    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "  depth: 3\n  coordinates: layers\n  start:\n    layers-identity: { widths: [3, 0] }", 12, 36, ["a whole number ≥ 1, found \"0\""] },
        { "  depth: [2, 3, infinite]\n  start:\n    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "  depth: 3\n  coordinates: layers\n  start:\n    layers-identity: { width: 3, widths: [3, 1] }", 12, 42, ["expected one of the two keys"] },
        { "{ scale: 1e-3, seed: 1 }", "{ scale: 1e-3, seed: 1, sign: plus }", 11, 56, ["any, positive or negative, found \"plus\""] },
        { "{ scale: 1e-3, seed: 1 }", "{ scale: 1e-3, seed: 1, sign: negative }", 11, 56, ["3 × 2, and only a square one", "expected any"] },
        { "    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "    balanced-spectral: { rank: 3 }", 11, 32, ["X of this problem is 3 × 2 and has rank at most 2, found 3"] },
        { "    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "    balanced-identity:\n    balanced-gaussian:", 12, 5, ["expected exactly one start", "balanced-identity and balanced-gaussian"] },
        { "    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "    {}", 11, 5, ["expected exactly one start", "found none"] },
        { "  depth: [2, 3, infinite]", "  depth: [2, infinite]\n  coordinates: layers", 9, 14, ["depth infinite has no layers", "coordinates: layers", "expected a whole number"] },
        { "  depth: [2, 3, infinite]", "  depth: 2.5\n  coordinates: layers", 9, 10, ["depth 2.5 has no layers"] },
        { "  depth: [2, 3, infinite]", "  depth: 1e12\n  coordinates: layers", 9, 10, ["more layers than can be stored"] },
        { "  depth: [2, 3, infinite]", "  depth: infinite\n  clock: layers", 9, 10, ["clock: layers", "or clock: rescaled"] },
        { "  depth: [2, 3, infinite]", "  depth: 3\n  coordinates: log-poler", 10, 16, ["log-polar, layers or end-to-end", "did you mean \"log-polar\"?"] },
        { "  depth: [2, 3, infinite]", "  depth: 3\n  layer-ridge: -1", 10, 16, ["flow.layer-ridge: expected a number ≥ 0, found \"-1\"."] },
        { "  depth: [2, 3, infinite]\n  start:\n    balanced-orthogonal: { scale: 1e-3, seed: 1 }", "  depth: 3\n  coordinates: end-to-end\n  layer-ridge: 0.1\n  start:\n    layers-relaxed-balanced:", 11, 16, ["no flow of its own", "expected 0 here, or coordinates: layers"] },
        { "  start:\n    balanced-orthogonal: { scale: 1e-3, seed: 1 }\nintegrate:\n  until:\n    time: 1e6", "  start:\n    balanced-orthogonal: { scale: 1e-3, seed: 1 }\n  layer-ridge: 0.1\nintegrate:\n  until:\n    converged: 1e-6", 15, 16, ["integrate.until.converged", "layer-ridge", "expected time instead"] },
        { "    time: 1e6", "    time: 0", 14, 11, ["integrate.until.time", "an end time > 0", "\"0\""] },
        { "    time: 1e6", "    time: -5", 14, 11, ["an end time > 0"] },
        { "    time: 1e6", "    time: soon", 14, 11, ["an end time > 0, found \"soon\""] },
        { "    time: 1e6", "    steps: 10", 14, 5, ["integrate.until", "expected time or converged", "found neither"] },
        { "    time: 1e6", "    time: 1e6\n    wall-time: 10", 15, 16, ["a duration with its unit", "10min"] },
        { "    time: 1e6", "    time: 1e6\n    steps: 0", 15, 12, ["expected a whole number ≥ 1"] },
        { "    time: 1e6", "    time: 1e6\n  absolute-tolerance: 1e-9", 15, 23, ["log-polar coordinates have no absolute tolerance"] },
        { "    time: 1e6", "    time: 1e6\n  method: rk4", 15, 11, ["auto, tsitouras5, dormand-prince8, rkc2, rock4, rodas5p, radau5, bdf or bdf-gmres"] },
        { "    time: 1e6", "    time: 1e6\n  tolerance: 0", 15, 14, ["from 1e-13", "below 1"] },
        { "    time: 1e6", "    time: 1e6\n  tolerance: 1e-20", 15, 14, ["from 1e-13"] },
        { "    time: 1e6", "    time: 1e6\nrecord:\n  times: [1, 3, 2]", 16, 17, ["record.times", "a time after 3", "increase"] },
        { "    time: 1e6", "    time: 1e6\nrecord:\n  times: { logarithmic: [0, 1, 9] }", 16, 26, ["a first time > 0"] },
        { "    time: 1e6", "    time: 1e6\nrecord:\n  times: { linear: [5, 1, 9] }", 16, 24, ["a last time after the first, 5"] },
        { "    time: 1e6", "    time: 1e6\nrecord:\n  times: { linear: [5, 1] }", 16, 20, ["[first time, last time, number of times]"] },
        { "    time: 1e6", "    time: 1e6\nrecord:\n  quantities: [loss, efective-rank]", 16, 22, ["Did you mean \"effective-rank\"?"] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  figures: loss", 16, 12, ["expected a list of loss"] },
        { "    time: 1e6", "    time: 1e6\njudge:\n  limiting-rank: { resolution: 2 }", 16, 32, ["a number between 0 and 1"] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  descent: [{ gradient-descent: { learning-rate: 0.01 } }]", 16, 12, ["report.descent", "no run of this study has layers", "expected coordinates: layers"] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  descent: gradient-descent", 16, 12, ["expected a list of rules", "learning-rate: 0.01"] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  descent: [gradient-descent]", 16, 13, ["expected a rule with its learning rate"] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  descent: [{ gradient-descent: { learning-rate: 0 } }]", 16, 50, ["expected a positive number, found \"0\""] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  descent: [{ rmsprop: }]", 16, 24, ["report.descent.rmsprop.learning-rate", "found nothing"] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  descent: [{ heavy-ball: { learning-rate: 1, momentum: 1 } }]", 16, 57, ["from 0 to below 1, found \"1\""] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  descent: [{ gradient-descent: { learning-rate: 1, momentum: 0.9 } }]", 16, 53, ["unknown key \"momentum\""] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  descent: [{ gradient-descent: { learning-rate: 1 }, rmsprop: { learning-rate: 1 } }]", 16, 55, ["expected exactly one rule"] },
        { "    time: 1e6", "    time: 1e6\nreport:\n  descent: [{ gradient-descent: { learning-rate: 1 } }, { gradient-descent: { learning-rate: 1.0 } }]", 16, 57, ["stands in this list twice"] },
        { "    matrix: data.csv", "    matrix: nothere.csv", 5, 13, ["problem.completion.matrix", "\"nothere.csv\" does not exist", "looked for /"] },
        { "    matrix: data.csv", "    matrix: study.yaml", 5, 13, ["expected a .csv, .tsv, .mtx, .npy, .npz or .mat file", "found \"study.yaml\""] },
        { "    matrix: data.csv", "    names: auto", 5, 5, ["problem.completion.matrix", "relative to the study file"] },
        { "    matrix: data.csv", "    matrix: { synthetic: { rows: 3, columns: 2, rank: 4 } }", 5, 55, ["a 3 × 2 matrix has rank at most 2"] },
        { "    matrix: data.csv", "    matrix: data.csv\n    missing: absent", 6, 14, ["expected blank, nan, zero"] },
        { "    matrix: data.csv", "    matrix: data.csv\n    unlisted: absent", 6, 15, ["expected missing or zero, found \"absent\""] },
        { "    matrix: data.csv", "    matrix: data.csv\n    layout: triples", 6, 13, ["expected table, triplets or { triplets: … }", "did you mean \"triplets\"?"] },
        { "    matrix: data.csv", "    matrix: data.csv\n    layout: { triplets: { row: '' } }", 6, 32, ["layout.triplets.row"] },
        { "    matrix: data.csv", "    matrix: data.csv\n    array: {}", 6, 12, ["the name of an array"] },
        { "{ fraction: 0.5, seed: 1 }", "{ fraction: 0.5, seed: 1, array: x }", 6, 48, ["remove it, or state a mask"] },
        { "{ fraction: 0.5, seed: 1 }", "{ fraction: 0, seed: 1 }", 6, 27, ["a fraction in (0, 1], found \"0\""] },
        { "{ fraction: 0.5, seed: 1 }", "{ fraction: 1.5, seed: 1 }", 6, 27, ["a fraction in (0, 1]"] },
        { "{ fraction: 0.5, seed: 1 }", "{ fraction: 0.01, seed: 1 }", 6, 27, ["rounds to none"] },
        { "{ fraction: 0.5, seed: 1 }", "{ mask: data.csv }", 0, 0, ["this cell is blank"] },
        { "    scale: unit-spectral-norm", "    scale: -2", 7, 12, ["a positive number, unit-spectral-norm or unit-rms"] },
        { "  completion:", "  factorization: {}\n  completion:", 5, 3, ["problem: expected exactly one loss, found factorization and completion"] },
        { "study: small", "study: ../small", 1, 8, ["study: expected a name of letters, digits, - and _", "found \"../small\""] },
        { "study: small", "study: a/b", 1, 8, ["found \"a/b\""] },
        { "study: small", "question2: x", 1, 1, ["unknown key \"question2\""] },
        { "question: Does it work?", "question: [a, b", 2, 13, ["this is not YAML"] },
        { "question: Does it work?", "question: *alias", 2, 11, ["anchors and aliases"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Is_refused_with_the_place_and_what_would_be_right(string line, string replacement, int row, int column, string[] words)
    {
        string path = SampleStudy.In(folder, line, replacement);
        StudyException exception = Assert.Throws<StudyException>(() => StudyFile.Read(path));
        string all = exception.Message;
        StudyError error = exception.Errors.FirstOrDefault(candidate => words.All(word => candidate.ToString().Contains(word, StringComparison.Ordinal)))
            ?? throw new Xunit.Sdk.XunitException($"no error says {string.Join(" … ", words)}:\n{all}");
        bool isInData = error.File != path;
        Assert.True(isInData || (error.Line == row && error.Column == column), $"expected ({row},{column}):\n{all}");
        Assert.EndsWith(".", error.Message.Replace('?', '.'), StringComparison.Ordinal);
    }

    [Fact]
    public void Reports_every_error_at_once_in_the_order_of_the_file()
    {
        string path = folder.Write("study.yaml", """
            study: a b
            problem:
              completion: { matrix: none.csv, scale: 0 }
            flow:
              depth: [0.5, 1.5, 2]
              start: { balanced-orthogonal: { scale: -1 } }
            integrate: { tolerance: x, until: { time: 0 } }
            recrod: {}
            """);
        StudyException exception = Assert.Throws<StudyException>(() => StudyFile.Read(path));
        Assert.Equal([1, 3, 3, 5, 5, 6, 7, 7, 8], exception.Errors.Select(error => error.Line));
    }

    [Fact]
    public void A_start_below_a_stated_absolute_tolerance_is_refused_with_both_numbers()
    {
        string path = SampleStudy.In(folder, "    time: 1e6", "    time: 1e6\n  absolute-tolerance: 1e-2");
        StudyException exception = Assert.Throws<StudyException>(() => StudyFile.Read(path, "coordinates=end-to-end"));
        StudyError error = Assert.Single(exception.Errors);
        Assert.Contains("scale 0.001, below the absolute tolerance 0.01", error.Message, StringComparison.Ordinal);
        Assert.Equal((15, 23), (error.Line, error.Column));
        Assert.NotEmpty(StudyFile.Read(path, "coordinates=end-to-end", "absolute-tolerance=1e-4").Runs);
    }

    [Fact]
    public void A_missing_or_empty_file_is_refused()
    {
        Assert.Contains("does not exist", Assert.Throws<StudyException>(() => StudyFile.Read(Path.Combine(folder.Path, "no.yaml"))).Message, StringComparison.Ordinal);
        Assert.Contains("the file is empty", Assert.Throws<StudyException>(() => StudyFile.Read(folder.Write("e.yaml", "# nothing\n"))).Message, StringComparison.Ordinal);
        Assert.Contains("expected a mapping", Assert.Throws<StudyException>(() => StudyFile.Read(folder.Write("l.yaml", "- a\n"))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("scale=1", "ambiguous")]
    [InlineData("dpth=1", "did you mean \"depth\"?")]
    [InlineData("nonsense", "expected PATH=VALUE")]
    [InlineData("flow.depth=inf", "found \"inf\"")]
    public void An_override_that_cannot_be_used_is_refused_naming_it(string assignment, string word)
    {
        StudyException exception = Assert.Throws<StudyException>(() => SampleStudy.Read(folder, assignment));
        Assert.Contains(word, exception.Message, StringComparison.Ordinal);
        Assert.Contains($"--set {assignment}", exception.Message, StringComparison.Ordinal);
    }
}
