using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies.Tests;

/// <summary>One file may hold several arrays: # behind its name says which, and all layers may lie in one.</summary>
public sealed class ArraysOfFiles : IDisposable
{
    private static readonly Matrix First = Matrix.Of(new[,] { { 1, 0, 2 }, { 0, 1.0, 0 } });
    private static readonly Matrix Second = Matrix.Of(new[,] { { 1, 0 }, { 0, 1.0 }, { 3, 0 } });

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private string Npz(string name, params (string Name, Matrix Array)[] arrays)
    {
        File.WriteAllBytes(Path.Combine(folder.Path, name), NpzFile.Write(arrays));
        return name;
    }

    private Study Study(string problem, string flow) => StudyFile.Read(folder.Write("study.yaml", $$"""
        study: arrays
        problem: { {{problem}} }
        flow: { {{flow}} }
        integrate: { until: { time: 1 } }
        """));

    private Study Layered(string start, string depth = "2")
    {
        folder.Write("m.csv", "1,2,3\n4,5,6\n7,8,9\n");
        return Study("factorization: { matrix: m.csv }", $"depth: {depth}, coordinates: layers, start: {{ layers-file: {{ {start} }} }}");
    }

    [Fact]
    public void Each_key_of_a_problem_may_name_its_own()
    {
        Npz("all.npz", ("a", First), ("y", Second), ("w", Matrix.Of(new[,] { { 1, 2, 3.0 }, { 4, 5, 6 } })));
        SensingSettings sensing = (SensingSettings)Study("sensing: { operators: all.npz#a, values: \"all.npz#v\", rows: 1, columns: 3 }".Replace("all.npz#v", Npz("v.npz", ("v", Matrix.Of(new[,] { { 1.0 }, { 2 } })), ("u", First)) + "#v", StringComparison.Ordinal),
            "depth: 2, start: { balanced-identity: }").Runs[0].Settings.Problem;
        Assert.Equal([1, 2], sensing.Values.Matrix.Values);
        CompletionSettings weighted = (CompletionSettings)Study("weighted: { matrix: all.npz, array: a, weights: all.npz#w }", "depth: 2, start: { balanced-matrix: { file: all.npz#w } }").Runs[0].Settings.Problem;
        Assert.Equal(2, ((MatrixOfFile)weighted.Data).Matrix[0, 2]);
        Assert.Equal(3, weighted.Weights!.Matrix[0, 2]);
    }

    [Fact]
    public void A_file_whose_own_name_holds_the_sign_comes_first()
    {
        Npz("two.npz", ("x", First), ("y", Second));
        Npz("two.npz#x.npz", ("only", Second));
        Assert.Equal(3, FormatFile.Read(folder, Path.Combine(folder.Path, "two.npz#x.npz")).Rows);
        Assert.Equal(2, FormatFile.Read(folder, Path.Combine(folder.Path, "two.npz#x.npz#only")).Columns);
        Assert.Equal(2, FormatFile.Read(folder, Path.Combine(folder.Path, "two.npz#x")).Rows);
        Assert.Equal(3, FormatFile.Read(folder, Path.Combine(folder.Path, "two.npz#y")).Rows);
        Directory.CreateDirectory(Path.Combine(folder.Path, "of#1"));
        Npz("of#1/two.npz", ("x", First), ("y", Second));
        Assert.Equal(2, FormatFile.Read(folder, Path.Combine(folder.Path, "of#1", "two.npz#x")).Rows);
    }

    [Fact]
    public void Two_masks_of_one_file_are_two_runs()
    {
        folder.Write("m.csv", "1,2\n3,4\n");
        Npz("masks.npz", ("a", Matrix.Of(new[,] { { 1, 1 }, { 1, 0.0 } })), ("b", Matrix.Of(new[,] { { 0, 1 }, { 1, 1.0 } })));
        Study study = Study("completion: { matrix: m.csv, observed: { mask: [masks.npz#a, masks.npz#b] } }", "depth: 2, start: { balanced-identity: }");
        Assert.Equal(2, study.Runs.Select(run => RunKey.Of(run.Settings)).Distinct().Count());
        Assert.Equal(["m.csv", "masks.npz"], study.DataHashes.Keys);
    }

    [Fact]
    public void The_resolved_study_keeps_the_array()
    {
        Npz("two.npz", ("a/../x", First), ("y", Second));
        Study study = Study("completion: { matrix: \"two.npz#a/../x\" }", "depth: 2, start: { balanced-identity: }");
        string results = Path.Combine(folder.Path, "deep", "results"), text = study.ResolvedFor(results);
        Assert.Contains("../../two.npz#a/../x", text, StringComparison.Ordinal);
        Directory.CreateDirectory(results);
        string again = Path.Combine(results, "study.yaml");
        File.WriteAllText(again, text);
        Assert.Equal(RunKey.Of(study.Runs[0].Settings), RunKey.Of(StudyFile.Read(again).Runs[0].Settings));
    }

    [Theory]
    [InlineData(".npz")]
    [InlineData(".npz.gz")]
    public void Layers_of_one_file_are_those_of_a_list(string ending)
    {
        byte[] bytes = NpzFile.Write(("W2", Second), ("W1", First));
        if (ending == ".npz.gz")
        {
            using MemoryStream packed = new();
            using (System.IO.Compression.GZipStream stream = new(packed, System.IO.Compression.CompressionLevel.Fastest))
            {
                stream.Write(bytes);
            }
            bytes = packed.ToArray();
        }
        File.WriteAllBytes(Path.Combine(folder.Path, "layers" + ending), bytes);
        LayersFileSettings one = (LayersFileSettings)Layered($"file: layers{ending}").Runs[0].Settings.Start;
        LayersFileSettings listed = (LayersFileSettings)Layered($"files: [layers{ending}#W1, layers{ending}#W2]").Runs[0].Settings.Start;
        Assert.Equal(First.View[0, 2], one.Layers[0][0, 2]);
        Assert.Equal(listed.Layers.Select(layer => string.Join(' ', layer.Values)), one.Layers.Select(layer => string.Join(' ', layer.Values)));
    }

    [Theory]
    [InlineData("W1 W3", "the file holds W1, W3 and no W2; expected W1 (first applied), W2, … and nothing else.")]
    [InlineData("W2 W3", "the file holds W2, W3 and no W1")]
    [InlineData("W1 W2 bias", "the array \"bias\" of this file is no layer")]
    [InlineData("W1 W02", "the array \"W02\" of this file is no layer")]
    [InlineData("W1 W99999999999", "is no layer")]
    [InlineData("W0 W1", "the array \"W0\" of this file is no layer")]
    [InlineData("", "the file holds no array")]
    [InlineData("W1", "expected as many layers as the depth, 2, found 1.")]
    [InlineData("W2 W1", "W1 has 2 columns; expected 3, the number of columns of X.")]
    public void Layers_of_one_file_are_refused_in_one_sentence(string names, string words)
    {
        Npz("layers.npz", [.. names.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select((name, k) => (name, k == 0 ? First : Second))]);
        StudyError error = Assert.Single(Assert.Throws<StudyException>(() => Layered("file: layers.npz")).Errors);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("file: layers.npz, files: [layers.npz]", "expected one of the two keys")]
    [InlineData("file: layers.npz#W1", "remove # and what follows")]
    [InlineData("file: m.csv", "a .csv file holds one matrix only")]
    [InlineData("file: none.npz", "does not exist")]
    [InlineData("", "expected a list of files")]
    public void Other_things_are_no_file_of_layers(string keys, string words)
    {
        Npz("layers.npz", ("W1", First), ("W2", Second));
        Assert.Contains(words, Assert.Single(Assert.Throws<StudyException>(() => Layered(keys)).Errors).Message, StringComparison.Ordinal);
    }

    /// <summary>Where nothing may be missing there is no key to say what is.</summary>
    [Theory]
    [InlineData("1,\n2,3\n", "here every entry must be a number")]
    [InlineData("1,2\n3,NA\n", "here every entry must be a number")]
    [InlineData("1,2\nx,3\n", "correct the cell")]
    [InlineData("n,a\np,1\np,2\n", "make the names distinct, or remove them")]
    public void Files_without_keys_are_refused_without_advice_to_use_them(string text, string words)
    {
        folder.Write("a.csv", text);
        folder.Write("y.csv", "1\n2\n");
        StudyError error = Assert.Throws<StudyException>(() => Study("sensing: { operators: a.csv, values: y.csv, rows: 1, columns: 2 }", "depth: 2, start: { balanced-identity: }")).Errors[0];
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("missing:", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("names:", error.Message, StringComparison.Ordinal);
    }
}
