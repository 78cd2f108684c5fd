namespace DlnDynamics.Studies.Tests;

public sealed class TripletsRead : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    private NamedMatrix Read(string text, params string[] keys) => FormatFile.Read(folder, folder.Write("data.csv", text), keys);

    private StudyError Refusal(string text, params string[] keys) => FormatFile.Refusal(folder, folder.Write("data.csv", text), keys);

    // The entry 1 stands in the first row listed.
    [Theory]
    [InlineData("10,b,1\n9,a,2\n", "9 10", "b a", 1, 0)]
    [InlineData("10,2.5,1\n9,-1e1,2\n", "9 10", "-1e1 2.5", 1, 1)]
    [InlineData("q,b,1\n9,a,2\nq,a,3\n", "q 9", "b a", 0, 0)]
    [InlineData("user,item,rating\n2,x,1\n1,x,2\n", "1 2", "x", 1, 0)]
    public void Ids_as_names_by_size_or_as_they_appear(string text, string rowNames, string columnNames, int row, int column)
    {
        NamedMatrix matrix = Read(text, "layout: triplets");
        Assert.Equal(rowNames, string.Join(' ', matrix.RowNames));
        Assert.Equal(columnNames, string.Join(' ', matrix.ColumnNames));
        Assert.Equal(1, matrix[row, column]);
    }

    [Theory]
    [InlineData("names: auto", "a,b,c\np,q,1\n", "p")]
    [InlineData("names: columns", "1,2,3\np,q,1\n", "p")]
    [InlineData("names: none", "1,2,3\n4,5,6\n", "1 4")]
    public void A_header_by_the_rule(string names, string text, string rowNames) =>
        Assert.Equal(rowNames, string.Join(' ', Read(text, "layout: triplets", names).RowNames));

    [Fact]
    public void A_missing_value_as_a_missing_entry_whose_row_and_column_exist()
    {
        NamedMatrix matrix = Read("p,q,1\nr,s,NA\nr,q,\n", "layout: triplets");
        Assert.Equal((2, 2, 1), (matrix.Rows, matrix.Columns, matrix.PresentCount));
    }

    [Theory]
    [InlineData("p,q,1\nr,q,2\np,q,1\n", 3, "row \"p\", column \"q\" is listed twice, in lines 1 and 3")]
    [InlineData("p,q,1\np,r\n", 2, "this row has 2 cells, the first row has 3")]
    [InlineData("p,q,1\n,r,2\n", 2, "expected the id of a row or a column")]
    [InlineData("1,q,1\n1.0,r,2\n", 1, "\"1\" and \"1.0\" are one number")]
    [InlineData("p,q,1\nr,q,\"1,5\"\n", 2, "write a decimal point: 1.5")]
    [InlineData("p,q,1\nr,q,x\n", 2, "found the text \"x\"")]
    [InlineData("p,q\n", 1, "column 3, and the first row has 2")]
    [InlineData("a,b,c\n", 1, "a header but no entries")]
    [InlineData("", 1, "the file is empty")]
    [InlineData("1,1,NA\n", 1, "every entry of the matrix is missing")]
    public void Mistakes_are_refused_with_their_line(string text, int line, string words)
    {
        StudyError error = Refusal(text, "layout: triplets");
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
        Assert.Equal(line, error.Line);
    }

    [Fact]
    public void A_column_that_is_not_there_is_refused_with_those_that_are() =>
        Assert.Contains("layout.triplets.row is \"land\", and no cell of the first row is; found country, year, value",
            Refusal("country,year,value\np,1,2\n", "layout: { triplets: { row: land } }").Message, StringComparison.Ordinal);

    [Fact]
    public void Names_come_back_with_the_completed_matrix()
    {
        Study study = FormatFile.Study(folder, Path.Combine(FormatFile.Folder, "triplets.csv"), "layout: { triplets: { row: country, column: year, value: gdp } }");
        string results = Path.Combine(folder.Path, "results");
        Assert.True(new StudyPipeline(new SingleRun()).Run(study, results, 1, null, TestContext.Current.CancellationToken)!.IsFinished);
        string[] completed = File.ReadAllLines(Directory.GetFiles(Path.Combine(results, "tables", "completed")).Single());
        Assert.Equal(",2000,2001,2002", completed[0]);
        Assert.Equal(["land 2", "land 0", "land 3", "land 1"], completed.Skip(1).Select(line => line.Split(',')[0]));
    }
}
