namespace DlnDynamics.Analysis.Tests;

public sealed class DataFrameTests
{
    private static readonly DataFrame Runs = new(
        new Column<string>("depth", ["2", "infinite", "2", "3"]),
        new Column<double>("loss", [0.5, 0.25, 1e-3, double.NaN]),
        new Column<int?>("rank", [2, null, 3, 1]));

    [Fact]
    public void Refuses_columns_of_different_length_and_says_which()
    {
        string message = Assert.Throws<ArgumentException>(() => new DataFrame(new Column<int>("a", [1, 2]), new Column<int>("b", [1]))).Message;
        Assert.Contains("'b' has 1 rows", message, StringComparison.Ordinal);
        Assert.Contains("'a' has 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Refuses_two_columns_of_one_name_but_not_of_names_in_another_case()
    {
        Assert.Throws<ArgumentException>(() => new DataFrame(new Column<int>("a", [1]), new Column<double>("a", [2])));
        Assert.Equal(2, new DataFrame(new Column<int>("a", [1]), new Column<double>("A", [2])).Columns.Length);
    }

    [Fact]
    public void Without_columns_has_no_rows()
    {
        DataFrame empty = new();
        Assert.Equal(0, empty.RowCount);
        Assert.False(empty.Has("a"));
        Assert.Equal(0, DataFrame.Stack([]).RowCount);
    }

    [Fact]
    public void Finds_columns_by_name_and_type_and_names_what_there_is()
    {
        Assert.True(Runs.Has("loss"));
        Assert.False(Runs.Has("Loss"));
        Assert.Equal(0.25, Runs.Get<double>("loss")[1]);
        Assert.Null(Runs.Get<int?>("rank")[1]);
        Assert.Contains("depth, loss, rank", Assert.Throws<ArgumentException>(() => Runs["time"]).Message, StringComparison.Ordinal);
        Assert.Contains("Int32", Assert.Throws<ArgumentException>(() => Runs.Get<int>("loss")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void With_adds_a_column_last_or_first_and_leaves_the_frame_as_it_was()
    {
        Column<int> added = new("run", [1, 2, 3, 4]);
        Assert.Equal(["depth", "loss", "rank", "run"], Runs.With(added).Columns.Select(column => column.Name));
        Assert.Equal(["run", "depth", "loss", "rank"], Runs.WithFirst(added).Columns.Select(column => column.Name));
        Assert.Equal(3, Runs.Columns.Length);
        Assert.Throws<ArgumentException>(() => Runs.With(new Column<int>("run", [1])));
        Assert.Throws<ArgumentException>(() => Runs.With(new Column<string>("loss", ["", "", "", ""])));
    }

    [Fact]
    public void Where_keeps_the_rows_that_meet_a_condition_in_order()
    {
        DataFrame two = Runs.Where(row => Runs["depth"].TextAt(row) == "2");
        Assert.Equal([0.5, 1e-3], two.Get<double>("loss"));
        Assert.Equal([2, 3], two.Get<int?>("rank"));
        DataFrame none = Runs.Where(_ => false);
        Assert.Equal(0, none.RowCount);
        Assert.Equal(3, none.Columns.Length);
    }

    [Fact]
    public void Select_takes_rows_in_any_order_and_more_than_once() =>
        Assert.Equal(["3", "2", "3"], Runs.Select([3, 0, 3]).Get<string>("depth"));

    [Fact]
    public void GroupBy_cuts_by_the_text_of_a_column_in_order_of_first_appearance()
    {
        var groups = Runs.GroupBy("depth");
        Assert.Equal(["2", "infinite", "3"], groups.Select(group => group.Key));
        Assert.Equal([0.5, 1e-3], groups[0].Rows.Get<double>("loss"));
        Assert.Equal(Runs.RowCount, groups.Sum(group => group.Rows.RowCount));
        Assert.Equal(["0.5", "0.25", "0.001", ""], Runs.GroupBy("loss").Select(group => group.Key));
    }

    [Fact]
    public void Stack_undoes_what_GroupBy_does_up_to_the_order_of_rows()
    {
        DataFrame stacked = DataFrame.Stack([.. Runs.GroupBy("depth").Select(group => group.Rows)]);
        Assert.Equal(["2", "2", "infinite", "3"], stacked.Get<string>("depth"));
        Assert.Equal([2, 3, null, 1], stacked.Get<int?>("rank"));
    }

    [Fact]
    public void Stack_refuses_frames_that_lack_a_column_or_hold_another_kind()
    {
        DataFrame integers = new(new Column<int>("a", [1])), numbers = new(new Column<double>("a", [1])), others = new(new Column<int>("b", [1]));
        Assert.Throws<ArgumentException>(() => DataFrame.Stack([integers, numbers]));
        Assert.Throws<ArgumentException>(() => DataFrame.Stack([integers, others]));
    }
}
