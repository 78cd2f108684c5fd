using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>Every key of a study file with its default: the one place that lists them.</summary>
internal static class StudySchema
{
    /// <summary>The document.</summary>
    public static SchemaKey Root { get; } = new("", null,
        new SchemaKey("study"),
        new("question"),
        new("problem", null,
            new SchemaKey("completion", null, [Matrix("matrix"), .. Rules(), Observed(), .. Preparation()]),
            new("weighted", null, [Matrix("matrix"), File("weights"), .. Rules(), Observed(), .. Preparation()]),
            new("factorization", null, [Matrix("matrix"), .. Rules(), .. Preparation()]),
            new("regression", null, [Matrix("inputs"), File("outputs"), .. Rules(), .. Samples()]),
            new("autoencoder", null, [Matrix("data"), .. Rules(), .. Samples()]),
            new("sensing", null, File("operators"), File("values"), new("rows"), new("columns"), new("scale", "1"), new("ridge", "0")),
            new("diagonal", null, new("values") { IsListValue = true }, new("scale", "1"), new("ridge", "0")),
            new("linear", null, [Matrix("matrix"), .. Rules(), new("scale", "1"), new("ridge", "0")])),
        new("flow", null, new SchemaKey("depth"), new("coordinates", "log-polar"), new("clock", "rescaled"), new("layer-ridge", "0"), Start()),
        new("integrate", null,
            new SchemaKey("method", "auto"),
            new("tolerance", "1e-6"),
            new("absolute-tolerance"),
            new("until", null,
                new SchemaKey("time"), new("converged"), new("loss"), new("wall-time"), new("steps"), new("evaluations"))),
        new("record", null,
            new SchemaKey("times", "auto", new SchemaKey("linear"), new("logarithmic")),
            new("quantities", "[loss, gradient-norm, singular-values, effective-rank, stable-rank, imbalance]"),
            new("path", "auto"))
        { IsListValue = true, IsFilledIn = true },
        new("judge", null,
            new SchemaKey("limiting-rank", null, new SchemaKey("resolution", "1e-3")) { IsFilledIn = true },
            new("limit", null, new SchemaKey("verify", "true"), new("certify", "false")) { IsFilledIn = true })
        { IsFilledIn = true },
        new("report", null, new SchemaKey("figures", "[loss, convergence, singular-values, escape-times, effective-rank, quantities, depth-comparison, descent]"), new("baselines", "[]"), Descent())
        { IsListValue = true, IsFilledIn = true });

    /// <summary>The key at a path, or null.</summary>
    public static SchemaKey? At(string path) =>
        path.Split('.', StringSplitOptions.RemoveEmptyEntries).Aggregate((SchemaKey?)Root, (key, name) => key?[name]);

    /// <summary>The dotted paths of all keys.</summary>
    public static ImmutableArray<string> Paths { get; } = [.. PathsUnder(Root, "")];

    /// <summary>Whether the last parts of a path are the given ones.</summary>
    public static bool EndsWith(string path, string suffix) =>
        path == suffix || path.EndsWith("." + suffix, StringComparison.Ordinal);

    private static IEnumerable<string> PathsUnder(SchemaKey key, string path) => key.Children.IsDefault ? []
        : key.Children.SelectMany(child =>
        {
            string below = path.Length == 0 ? child.Name : $"{path}.{child.Name}";
            return PathsUnder(child, below).Prepend(below);
        });

    private static ImmutableArray<SchemaKey> Rules() =>
    [
        new("names", "auto"),
        Missing(),
        new("unlisted", "missing"),
        new("layout", "table", new SchemaKey("triplets", null, new SchemaKey("row", "1"), new("column", "2"), new("value", "3"))),
        new("array"),
        new("drop") { IsListValue = true },
    ];

    private static ImmutableArray<SchemaKey> Preparation() => [new("transform", "none"), new("centre", "none"), new("scale", "1"), new("ridge", "0")];

    private static ImmutableArray<SchemaKey> Samples() => [new("samples", "rows"), new("centre", "none"), new("scale", "1"), new("ridge", "0")];

    private static SchemaKey File(string name) => new(name) { IsFile = true };

    private static SchemaKey Matrix(string name) => new(name, null,
        new SchemaKey("synthetic", null,
            new SchemaKey("rows"), new("columns"), new("rank"), new("singular-values") { IsListValue = true }, new("seed", "1")))
    { IsFile = true };

    private static SchemaKey Missing() => new("missing", "blank", new SchemaKey("value"));

    private static SchemaKey Observed() =>
        new("observed", "all", new SchemaKey("fraction"), new("seed"), new("mask") { IsFile = true }, new("array"), new("columns") { IsListValue = true });

    private static SchemaKey Start() => new("start", null,
        new SchemaKey("balanced-orthogonal", null, new SchemaKey("scale", "1e-3"), new("seed", "1"), new("sign")),
        new("balanced-gaussian", null, new SchemaKey("scale", "1e-3"), new("seed", "1"), new("sign")),
        new("balanced-identity", null, new SchemaKey("scale", "1e-3")),
        new("balanced-low-rank", null, new SchemaKey("rank", "5"), new("scale", "1e-3"), new("seed", "1")),
        new("balanced-spectral", null, new SchemaKey("rank", "5"), new("scale", "1e-3")),
        new("balanced-matrix", null, new SchemaKey("file") { IsFile = true }, new("array"), new("scale", "1")),
        new("layers-gaussian", null, new SchemaKey("scale", "0.1"), new("width", "50") { ReplacedBy = "widths" }, Widths(), new("seed", "1")),
        new("layers-identity", null, new SchemaKey("scale", "0.1"), new("width"), Widths()),
        new("layers-relaxed-balanced", null,
            new SchemaKey("scale", "1e-3"), new("imbalance", "0.1") { ReplacedBy = "imbalances" }, new("imbalances") { IsListValue = true }, new("seed", "1")),
        new("layers-file", null, new SchemaKey("file") { IsFile = true }, new("files") { IsFile = true, IsListValue = true }));

    private static SchemaKey Descent()
    {
        SchemaKey[] common = [new("learning-rate"), new("iterations", "100000")], root = [new("memory", "0.99"), new("floor", "1e-4")];
        return new("descent", "[]",
            new SchemaKey("gradient-descent", null, [.. common]),
            new("heavy-ball", null, [.. common, new("momentum", "0.9")]),
            new("rmsprop", null, [.. common, .. root]),
            new("group-rmsprop", null, [.. common, .. root]));
    }

    private static SchemaKey Widths() => new("widths") { IsListValue = true };
}
