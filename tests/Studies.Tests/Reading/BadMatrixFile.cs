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
        { "1;2\n3;4\n", 1, 1, ["separated by semicolons"] },
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
        Assert.Contains("row 3, column 1, which is missing", Message("1,0\n0,1\n1,1\n"), StringComparison.Ordinal);
        Assert.Contains("observes no entry", Message("0,0\n0,0\n0,0\n"), StringComparison.Ordinal);
    }
}
