namespace DlnDynamics.Studies.Tests;

public sealed class BadMatrixFile : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    public static TheoryData<string, int, int, string[]> Mistakes() => new()
    {
        { "1,2,3\n4,5\n7,8,9\n", 2, 3, ["this row has 2 cells, the first row has 3"] },
        { "1,2\n\n3,4\n", 2, 2, ["this row has 1 cell, the first row has 2"] },
        { "1,2,3\n4,x,6\n7,8,9\n", 2, 2, ["expected a number, found the text \"x\""] },
        { "1,2\nfoo,4\n", 2, 1, ["\"foo\" is text among numbers in the first column", "names: none, columns, rows or both"] },
        { "1,2\n3,4\nfoo,4\n", 3, 1, ["\"foo\" is text among numbers in the first column"] },
        { "a,b,3\n1,2,3\n", 1, 3, ["\"3\" is a number among names in the first row"] },
        { "1,2\n3,1e999\n", 2, 2, ["\"1e999\", which overflows double precision"] },
        { "1,2\n3,-1e400\n", 2, 2, ["overflows"] },
        { "1,2\n3,\"4,5\"\n", 2, 2, ["write a decimal point: 4.5"] },
        { "1,2\n3,\"4,000\"\n", 2, 2, ["may part thousands or be a decimal one: write 4000 or 4.0."] },
        { "1,2\n3,\"-4,125\"\n", 2, 2, ["write -4125 or -4.125."] },
        { "1,2\n3,\"0,125\"\n", 2, 2, ["write a decimal point: 0.125."] },
        { "1,2\n3,\"1,234,567\"\n", 2, 2, ["commas that part thousands: 1234567."] },
        { "1,2\n3,\"1,234.5\"\n", 2, 2, ["commas that part thousands: 1234.5."] },
        { "a,b\n1,#N/A\n", 2, 2, ["found the text \"#N/A\"", "counts as missing here: a blank cell, NA or NaN", "missing: { value: x }"] },
        { "a,b\n1,-\n", 2, 2, ["found the text \"-\"", "a blank cell, NA or NaN"] },
        { "a,b\n1,null\n", 2, 2, ["a blank cell, NA or NaN"] },
        { "1,2\nn/a,4\n", 2, 1, ["\"n/a\" is text among numbers", "a blank cell, NA or NaN"] },
        { "1;2\n3;4\n", 1, 1, ["separated by semicolons"] },
        { "1,5;2,5\n3,5;4,5\n", 1, 1, ["separated by semicolons", "decimal points"] },
        { "x;1,5;2\ny;3,5;4\n", 1, 1, ["separated by semicolons"] },
        { "1,2\n3,\"4\n5,6\n", 2, 2, ["the quotation mark that opens this cell is not closed"] },
        { "a,\"b\n1,2\n3,\"4\"\n", 1, 2, ["the quotation mark that opens this cell is not closed"] },
        { "1,2\n3,\"4\" 5\n", 2, 2, ["the quotation mark that opens this cell is not closed where the cell ends"] },
        { "\"a \"\"b\"\"\nc\",d\n1,4\"\n", 3, 2, ["a quotation mark stands in this cell where none may"] },
        { ",NA\nNaN,\n", 1, 1, ["every entry of the matrix is missing"] },
        { "a,b\n,\n", 2, 1, ["every entry of the matrix is missing"] },
        { "", 1, 1, ["the file is empty"] },
        { "\n\n", 1, 1, ["the file is empty"] },
        { "x,a,b\n", 1, 1, ["names but no numbers"] },
        { "x,a,a\np,1,2\n", 1, 3, ["two columns are named \"a\""] },
        { "x,a,b\np,1,2\np,3,4\n", 3, 1, ["two rows are named \"p\""] },
        { "1,∞\n2,3\n", 1, 2, ["\"∞\" is text among numbers"] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Is_refused_with_its_cell(string data, int row, int column, string[] words)
    {
        string path = SampleStudy.In(folder, data: data);
        StudyException exception = Assert.Throws<StudyException>(() => StudyFile.Read(path));
        StudyError error = exception.Errors[0];
        Assert.Equal(Path.Combine(folder.Path, "data.csv"), error.File);
        Assert.All(words, word => Assert.Contains(word, error.Message, StringComparison.Ordinal));
        Assert.Equal((row, column), (error.Line, error.Column));
    }

    [Fact]
    public void Shows_every_wrong_cell_at_once()
    {
        string path = SampleStudy.In(folder, data: "1,2,3\n4,x,y\n7,z,9\n");
        Assert.Equal(3, Assert.Throws<StudyException>(() => StudyFile.Read(path)).Errors.Length);
    }

    [Fact]
    public void Does_not_list_thousands_of_wrong_cells()
    {
        string row = string.Join(',', Enumerable.Repeat("1,x", 50));
        string path = SampleStudy.In(folder, data: string.Concat(Enumerable.Repeat("1," + row + "\n", 50).Prepend("1," + row.Replace('x', '1') + "\n")));
        StudyException exception = Assert.Throws<StudyException>(() => StudyFile.Read(path));
        Assert.Equal(21, exception.Errors.Length);
        Assert.Contains("more errors in this file", exception.Errors[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_factorization_refuses_a_missing_entry()
    {
        folder.Write("data.csv", SampleStudy.Data);
        string path = folder.Write("f.yaml", """
            study: f
            problem: { factorization: { matrix: data.csv } }
            flow: { depth: 2, start: { balanced-identity: } }
            integrate: { until: { time: 1 } }
            """);
        Assert.Contains("row 3, column 1 of this matrix is missing; use completion", Assert.Throws<StudyException>(() => StudyFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_must_fit_the_matrix_and_hold_zeros_and_ones()
    {
        string path = SampleStudy.In(folder, "{ fraction: 0.5, seed: 1 }", "{ mask: mask.csv }");
        string Message(string mask)
        {
            folder.Write("mask.csv", mask);
            return Assert.Throws<StudyException>(() => StudyFile.Read(path)).Message;
        }
        Assert.Contains("the mask is 2 × 2 and the matrix is 3 × 2", Message("1,0\n0,1\n"), StringComparison.Ordinal);
        Assert.Contains("row 2, column 1 holds 2", Message("1,0\n2,1\n0,1\n"), StringComparison.Ordinal);
        Assert.Contains("row 3, column 1, which is missing in the matrix; write 0 there.", Message("1,0\n0,1\n1,1\n"), StringComparison.Ordinal);
        Assert.Contains("observes no entry", Message("0,0\n0,0\n0,0\n"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_mask_is_told_once_how_many_missing_entries_it_observes()
    {
        string path = SampleStudy.In(folder, "{ fraction: 0.5, seed: 1 }", "{ mask: mask.csv }", "1,,3\n,5,\n7,8,9\n");
        folder.Write("mask.csv", "1,1,1\n1,1,0\n1,1,1\n");
        Assert.Contains("the mask observes 2 entries that are missing in the matrix, the first in row 1, column 2; write 0 for each of them.",
            Assert.Single(Assert.Throws<StudyException>(() => StudyFile.Read(path)).Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nan", "as missing here: NaN (")]
    [InlineData("{ value: -99.5 }", "as missing here: -99.5 (")]
    public void A_word_for_missing_is_told_what_counts_as_missing(string missing, string words)
    {
        folder.Write("data.csv", "a,b\n1,N/A\n");
        Assert.Contains(words, FormatFile.Refusal(folder, Path.Combine(folder.Path, "data.csv"), $"missing: {missing}").Message, StringComparison.Ordinal);
    }
}
