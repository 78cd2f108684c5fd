namespace DlnDynamics.Studies.Tests;

/// <summary>Columns that are dropped are as if they were not in the file: they may hold text, and names are looked for in what is left.</summary>
public sealed class DroppedColumnsOfTables : IDisposable
{
    private const string Birds = "species,island,bill,depth,sex,year\nAdelie,Dream,1,2,male,2007\nAdelie,Dream,NA,3,NA,2008\nGentoo,Biscoe,5,7,female,2009\n";

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    /// <summary>The values row after row, the names of the columns, those of the rows.</summary>
    public static TheoryData<string, string[], string, string, string> Tables => new()
    {
        { Birds, ["drop: [species, island, sex]"], "1 2 2007 NaN 3 2008 5 7 2009", "bill depth year", "" },
        { Birds, ["drop: [1, 2, 5]"], "1 2 2007 NaN 3 2008 5 7 2009", "bill depth year", "" },
        { Birds, ["drop: [sex, 1, island]"], "1 2 2007 NaN 3 2008 5 7 2009", "bill depth year", "" },
        { Birds, ["names: columns", "drop: [species, island, sex, year]"], "1 2 NaN 3 5 7", "bill depth", "" },
        { "Adelie,Dream,1,2\nGentoo,Dream,3,4\n", ["names: none", "drop: [1, 2]"], "1 2 3 4", "", "" },
        { "1,x,2\n3,y,4\n", ["drop: [2]"], "1 2 3 4", "", "" },
        { "x,1,2\n3,4,5\n", ["drop: [1]"], "1 2 4 5", "", "" },
        // A column of row names is not counted, and cannot be dropped by its place.
        { "city,a,note,b\np,1,good,2\nq,3,bad,4\n", ["drop: [2]"], "1 2 3 4", "a b", "p q" },
        { "p,1,good,2\nq,3,bad,4\n", ["drop: [2]"], "1 2 3 4", "", "p q" },
        { "p,1,9,2\nq,3,9,4\n", ["names: rows", "drop: [2]"], "1 2 3 4", "", "p q" },
        // Names of rows are looked for in what is left as well.
        { "n,city,a,note\n1,p,3,x\n2,q,4,y\n", ["drop: [n, note]"], "3 4", "a", "p q" },
        { "n,city,a\n1,p,3\n2,q,4\n", ["names: both", "drop: [n]"], "3 4", "a", "p q" },
        { "city,a,b\np,3,1\np,4,2\n", ["drop: [city]"], "3 1 4 2", "a b", "" },
        // A number is a name where the first row holds names, and else a place.
        { "1990,1991,1992\n1,2,3\n4,5,6\n", ["names: columns", "drop: [1991]"], "1 3 4 6", "1990 1992", "" },
        { "2,3,1\n1,2,3\n4,5,6\n", ["names: columns", "drop: [3]"], "1 3 4 6", "2 1", "" },
        { "2,3,1\n4,5,6\n", ["drop: [3]"], "2 3 4 5", "", "" },
        { "a,1991,b\n1,x,3\n4,y,6\n", ["drop: [1991]"], "1 3 4 6", "a b", "" },
        { "a,x,a\n1,2,3\n4,5,6\n", ["drop: [a]"], "2 5", "x", "" },
        // The corner is no name while another column has that name.
        { "a,a,b\np,1,2\nq,3,4\n", ["drop: [a]"], "2 4", "b", "p q" },
    };

    [Theory]
    [MemberData(nameof(Tables))]
    public void Are_left_out(string text, string[] keys, string values, string columns, string rows)
    {
        NamedMatrix matrix = FormatFile.Read(folder, folder.Write("data.csv", text), keys);
        Assert.Equal(values, string.Join(' ', Enumerable.Range(0, matrix.Rows).SelectMany(i => Enumerable.Range(0, matrix.Columns).Select(j => FormattableString.Invariant($"{matrix[i, j]}")))));
        Assert.Equal(columns, matrix.ColumnNames.IsDefault ? "" : string.Join(' ', matrix.ColumnNames));
        Assert.Equal(rows, matrix.RowNames.IsDefault ? "" : string.Join(' ', matrix.RowNames));
    }

    [Theory]
    [InlineData(Birds, "drop: [species, sex]", "two rows are named \"Dream\"", 3, 2)]
    [InlineData(Birds, "drop: [species, island]", "expected a number, found the text \"male\"", 2, 5)]
    [InlineData("n,x,a\n1,2,3\n4,5,6\n7,w,9\n", "drop: [n]", "\"w\" is text among numbers in the first column", 4, 2)]
    [InlineData("n,a,b\nx,2,3\ny,5\n", "drop: [n]", "this row has 2 cells, the first row has 3", 3, 3)]
    [InlineData("n;a\n1;2\n", "drop: [n]", "separated by semicolons", 1, 1)]
    [InlineData("a,b\nNA,3\nNA,4\n", "drop: [b]", "every entry of the matrix is missing", 2, 1)]
    public void Leave_the_places_of_other_mistakes_as_they_are(string text, string key, string words, int line, int column)
    {
        string path = folder.Write("data.csv", text);
        StudyError error = FormatFileErrors(path, key)[0];
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal((path, line, column), (error.File, error.Line, error.Column));
    }

    [Theory]
    [InlineData("drop: [specie]", "expected the name of a column or its position, from 1 to 6, found \"specie\"")]
    [InlineData("drop: [species, 7]", "from 1 to 6, found \"7\"")]
    [InlineData("drop: [0]", "found \"0\"")]
    [InlineData("drop: [[1]]", "found a list")]
    [InlineData("drop: []", "expected a list of columns")]
    [InlineData("drop: species", "expected a list of columns")]
    [InlineData("drop: [1, 2, 3, 4, 5, 6]", "every column is dropped")]
    [InlineData("drop: [bill, depth, sex, year, island]", "every column is dropped", "names: both")]
    [InlineData("drop: [species]", "found \"species\"", "names: none")]
    public void Are_refused_at_the_key_when_they_are_none(string key, string words, params string[] keys)
    {
        StudyError error = Assert.Single(FormatFileErrors(folder.Write("data.csv", Birds), [key, .. keys]));
        Assert.EndsWith("study.yaml", error.File, StringComparison.Ordinal);
        Assert.Equal("problem.completion.drop", error.Path);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_refused_by_name_where_the_first_row_holds_numbers_in_what_is_left() => Assert.Contains(
        "\"label\" is in the first row, which with names: auto holds no names", FormatFile.Refusal(folder, folder.Write("data.csv", "1990,1991,label\n1,2,x\n3,4,y\n"), "drop: [label]").Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("f8-little.npy")]
    [InlineData("one.npz.gz")]
    [InlineData("one.mat")]
    [InlineData("array-real.mtx")]
    public void Of_other_formats_are_left_out_by_place(string file)
    {
        FormatFile.AssertIs(FormatFile.Read(folder, file, "drop: [2]"), 4, 2, (i, j) => FormatFile.Floating(i, 2 * j));
        Assert.Contains("from 1 to 3, found \"4\"", FormatFile.Refusal(folder, file, "drop: [4]").Message, StringComparison.Ordinal);
        Assert.Contains("every column is dropped", FormatFile.Refusal(folder, file, "drop: [1, 2, 3]").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_triplets_are_left_out_by_name_or_place()
    {
        string path = folder.Write("data.csv", "p,2001,1\np,2002,2\nq,2003,3\n");
        Assert.Equal(["2001", "2003"], FormatFile.Read(folder, path, "layout: triplets", "drop: [2002]").ColumnNames);
        Assert.Equal(["2001", "2003"], FormatFile.Read(folder, path, "layout: triplets", "drop: [2]").ColumnNames);
    }

    [Fact]
    public void May_leave_no_number()
    {
        string path = folder.Write("data.csv", "p,2001,1\nq,2002,NA\n");
        Assert.Contains("every entry of the matrix is missing", FormatFile.Refusal(folder, path, "layout: triplets", "drop: [2001]").Message, StringComparison.Ordinal);
    }

    private StudyError[] FormatFileErrors(string path, params string[] keys) => [.. Assert.Throws<StudyException>(() => FormatFile.Read(folder, path, keys)).Errors];
}
