using System.Globalization;
using System.Text.Json;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies.Tests;

/// <summary>dln geometry below the command line: numbers of given matrices, notes where there are none, and bad input.</summary>
public sealed class GeometryOfMatrices : IDisposable
{
    private const string Golden = ",a,b,c\nx,.6,-.2,.1\ny,.3,.5,-.4\nz,-.1,.2,.7\n";

    // Row 2 is twice row 1.
    private const string RankTwo = "1,2,3,4\n2,4,6,8\n1,0,1,7\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    // MATH.md §7, printed there from independent scripts; NaN: there is none.
    [Theory]
    [InlineData("1", 0, 0, -4.287234634030268, 0)]
    [InlineData("2", 1.7537281643359643, -1.3654341481837893, -2.533506469694304, 6.563131571818627)]
    [InlineData("3", 2.3438004913610353, -2.5999548076454584, -1.9434341426692328, 13.077564208036236)]
    [InlineData("infinite", 3.5322649058466538, double.NaN, -0.7549697281836143, double.NaN)]
    public void At_the_golden_matrix_the_golden_numbers(string depth, double volume, double unnormalised, double frames, double entropy)
    {
        MatrixGeometry found = Assert.Single(Read(Golden, depth));
        Assert.Equal(volume, found.LogVolume, 1e-13);
        Assert.Equal(unnormalised, found.LogVolumeUnnormalised, 1e-13);
        Assert.Equal(frames, found.LogVolumeFrames, 1e-13);
        Assert.Equal(entropy, found.Entropy, 1e-12);
        Assert.Equal(depth == "infinite" ? 2 : 0, found.Notes.Length);
        Assert.Equal((3, 3, 3), (found.Modes.Rows, found.Modes.Columns, found.Modes.Rank));
    }

    // By numpy: eigenvalues of the 12 × 12 matrix of Â = Σ (XXᵀ)^((N−j)/N) ⊗ (XᵀX)^((j−1)/N)/N that are not 0, and (4.3) written out.
    [Theory]
    [InlineData("2", -7.917933711226346, -11.383669614026072, 4.304871763121545, 1.836628459197059, 13.693326243519865)]
    [InlineData("3", -10.005796638566702, -15.498858081907251, 7.7313355166370545, 1.8892110869772853, 32.760104150621245)]
    public void At_a_lower_rank_those_of_the_matrices_of_that_rank(string depth, double volume, double unnormalised, double entropy, double least, double largest)
    {
        MatrixGeometry found = Assert.Single(Read(RankTwo, depth));
        Assert.Equal(2, found.Modes.SingularValues.Length);
        Assert.Equal(volume, found.LogVolume, 1e-12);
        Assert.Equal(unnormalised, found.LogVolumeUnnormalised, 1e-12);
        Assert.Equal(entropy, found.Entropy, 1e-12);
        Assert.Equal(least, found.MetricMin, 1e-11);
        Assert.Equal(largest, found.MetricMax, 1e-11);
        Assert.Contains(found.Notes, note => note.StartsWith("2 of 3 singular values count", StringComparison.Ordinal));
        Assert.Contains(found.Notes, note => note.Contains("Hausdorff", StringComparison.Ordinal));
    }

    [Fact]
    public void At_infinite_depth_and_lower_rank_only_the_directions_that_move()
    {
        MatrixGeometry found = Assert.Single(Read(RankTwo, "infinite"));
        Assert.All((double[])[found.LogVolume, found.LogVolumeUnnormalised, found.LogVolumeFrames, found.Entropy], value => Assert.True(double.IsNaN(value)));
        Assert.Equal(Math.Pow(found.Modes.SingularValues[1], 2), found.MetricMin, 1e-11);
        Assert.Contains(VolumeForm.Obstacle(Depth.Infinite, new(3, 4, 2))!, found.Notes);
        Assert.Contains(FiberEntropy.Obstacle(Depth.Infinite)!, found.Notes);
    }

    [Fact]
    public void At_a_depth_without_layers_no_entropy_but_a_volume()
    {
        MatrixGeometry found = Assert.Single(Read(Golden, "2.5"));
        Assert.True(double.IsNaN(found.Entropy) && found.LogVolume is > 1.7537 and < 2.3439);
        Assert.Equal([FiberEntropy.Obstacle(Depth.Real(2.5))!], found.Notes);
    }

    [Fact]
    public void The_zero_matrix_has_no_geometry_but_the_flat_one()
    {
        MatrixGeometry[] found = Read("0,0\n0,0\n", "1", "2", "infinite");
        Assert.Equal((0, 1, 1, 0), (found[0].LogVolume, found[0].MetricMin, found[0].MetricMax, found[0].Modes.Rank));
        Assert.All(found[1..], one => Assert.True(double.IsNaN(one.LogVolume) && double.IsNaN(one.MetricMax) && double.IsNaN(one.Entropy)));
        Assert.All(found, one => Assert.Single(one.Notes));
    }

    [Fact]
    public void Wider_layers_have_more_entropy_and_no_other_volume()
    {
        MatrixGeometry wide = Assert.Single(GeometryRequest.Read(folder.Write("x.csv", Golden), ["3"], width: "5")), narrow = Assert.Single(Read(Golden, "3"));
        Assert.Equal(FiberEntropy.Of(Depth.Of(3), narrow.Modes.Point.LogSigma, 5), wide.Entropy);
        Assert.True(wide.Entropy > narrow.Entropy + 1 && wide.LogVolume == narrow.LogVolume);
    }

    [Fact]
    public void A_singular_value_near_round_off_is_called_what_it_is_and_a_stated_rank_decides()
    {
        const string Near = "1,0,0\n0,1e-13,0\n0,0,1e-20\n";
        MatrixGeometry found = Assert.Single(Read(Near, "2"));
        Assert.Equal(2, found.Modes.Rank);
        Assert.Contains(found.Notes, note => note.StartsWith("Singular value 2 is 1E-13, and the round-off", StringComparison.Ordinal) && note.Contains("Rank 1 would", StringComparison.Ordinal));
        MatrixGeometry stated = Assert.Single(GeometryRequest.Read(folder.Write("x.csv", Near), ["2"], rank: "3"));
        Assert.Equal([1, 1e-13, 1e-20], stated.Modes.SingularValues);
        Assert.Contains(stated.Notes, note => note.StartsWith("Singular values 2 and 3 are", StringComparison.Ordinal));
        MatrixGeometry clear = Assert.Single(GeometryRequest.Read(folder.Write("x.csv", Near), ["2"], rank: "1"));
        Assert.Equal(1, clear.Modes.Rank);
        Assert.DoesNotContain(clear.Notes, note => note.Contains("nothing but rounding", StringComparison.Ordinal));
    }

    [Fact]
    public void Equal_singular_values_and_numbers_beyond_the_range_are_said()
    {
        MatrixGeometry equal = Assert.Single(Read("2,0\n0,2\n", "2"));
        Assert.Equal(double.NegativeInfinity, equal.LogVolumeFrames);
        Assert.Contains("equal", Assert.Single(equal.Notes), StringComparison.Ordinal);
        MatrixGeometry tiny = Assert.Single(Read("1e-300,0\n0,1e-290\n", "3"));
        Assert.Contains(tiny.Notes, note => note.Contains("beyond the normal range", StringComparison.Ordinal));
        Assert.True(double.IsFinite(tiny.LogVolume));
    }

    [Fact]
    public void The_document_has_the_names_of_the_contract()
    {
        byte[] json = GeometryJson.Write(Read(RankTwo, "3", "infinite"));
        using JsonDocument document = JsonDocument.Parse(json);
        JsonElement[] rows = [.. document.RootElement.EnumerateArray()];
        Assert.Equal(
            ["depth", "rows", "columns", "rank", "singular-values", "effective-rank", "stable-rank", "log-volume", "log-volume-unnormalised", "log-volume-frames", "entropy", "metric-min", "metric-max", "note"],
            rows[0].EnumerateObject().Select(property => property.Name));
        Assert.Equal((3, "infinite"), (rows[0].GetProperty("depth").GetInt32(), rows[1].GetProperty("depth").GetString()));
        Assert.Equal(2, rows[0].GetProperty("singular-values").GetArrayLength());
        Assert.Equal(JsonValueKind.Null, rows[1].GetProperty("log-volume").ValueKind);
        Assert.Contains("never move", rows[1].GetProperty("note").GetString(), StringComparison.Ordinal);
        using JsonDocument equal = JsonDocument.Parse(GeometryJson.Write(Read("2,0\n0,2\n", "2")));
        Assert.Equal("-inf", equal.RootElement[0].GetProperty("log-volume-frames").GetString());
    }

    public static TheoryData<string, string, string?, string?, string> Mistakes() => new()
    {
        { "1,2\n3,4\n", "1.5", null, null, "--depth 1.5: expected a whole number ≥ 1, a real number ≥ 2 or infinite." },
        { "1,2\n3,4\n", "NaN", null, null, "--depth NaN: expected a whole number" },
        { "1,2\n3,4\n", "1e400", null, null, "--depth 1e400: expected a whole number" },
        { "1,2\n3,4\n", "1e10", null, null, "expected at most 2147483647 layers, or infinite" },
        { "1,2\n3,4\n", "2", "0", null, "--rank 0: expected a whole number ≥ 1." },
        { "1,2\n3,4\n", "2", "3", null, "2 singular values are not 0; expected a rank from 1 to 2, found 3." },
        { "0,0\n0,0\n", "2", "1", null, "every entry is 0" },
        { "1,2\n3,4\n", "2", null, "wide", "--width wide: expected a whole number ≥ 1." },
        { "1,2\n3,4\n", "2", null, "1", "--width 1: hidden layers must be at least as wide as the rank, 2" },
        { "x,a,b\np,1,2\nq,3,\n", "2", null, null, "x.csv(3,3): the entry in row 2, column 2 is missing; the geometry is that of a whole matrix" },
        { "1,NA\n,4\n", "2", null, null, "x.csv(2,1): 2 entries are missing, the first in row 2, column 1" },
        { "1,2\nx,4\n", "2", null, null, "\"x\" is text among numbers" },
        { "", "2", null, null, "the file is empty" },
        { "1.7e308,1.7e308\n1.7e308,-1.7e308\n", "2", null, null, "x.csv: the largest singular value overflows double precision" },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Bad_input_is_refused_with_what_would_be_right(string data, string depth, string? rank, string? width, string words)
    {
        string file = folder.Write("x.csv", data);
        StudyException refused = Assert.Throws<StudyException>(() => GeometryRequest.Read(file, [depth], rank, width));
        Assert.Contains(words, Assert.Single(refused.Errors).ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_error_is_listed_at_once()
    {
        StudyException refused = Assert.Throws<StudyException>(() => GeometryRequest.Read(Path.Combine(folder.Path, "none.csv"), ["x", "1.2"], "-1", "0", "some"));
        Assert.Equal(6, refused.Errors.Length);
        Assert.Contains(refused.Errors, error => error.ToString().StartsWith("MATRIX: the file", StringComparison.Ordinal));
        Assert.Contains("at least one", Assert.Single(Assert.Throws<StudyException>(() => GeometryRequest.Read(folder.Write("x.csv", Golden), [])).Errors).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_look_like_numbers_are_stated()
    {
        string file = folder.Write("years.csv", "2019,2020\n1,2\n3,5\n");
        Assert.Equal(3, GeometryRequest.Read(file, ["2"])[0].Modes.Rows);
        Assert.Equal(2, GeometryRequest.Read(file, ["2"], names: "columns")[0].Modes.Rows);
    }

    [Fact]
    public void Random_matrices_agree_with_the_library()
    {
        for (long seed = 1; seed <= 10; seed++)
        {
            Matrix x = RandomFrames.Gaussian(4, 3, new(seed, "test", 4, 3));
            string text = string.Concat(Enumerable.Range(0, 4).Select(i => string.Join(',', Enumerable.Range(0, 3).Select(j => x[i, j].ToString("R", CultureInfo.InvariantCulture))) + "\n"));
            MatrixGeometry found = Assert.Single(Read(text, "3"));
            double expected = VolumeForm.LogDensity(Depth.Of(3), SpectralPoint.Of(x).LogSigma, 4, 3);
            Assert.True(found.LogVolume == expected, $"seed {seed}: {found.LogVolume} for {expected}");
        }
    }

    private MatrixGeometry[] Read(string data, params string[] depths) => [.. GeometryRequest.Read(folder.Write("x.csv", data), depths)];
}
