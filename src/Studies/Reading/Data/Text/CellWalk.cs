namespace DlnDynamics.Studies;

/// <summary>A walk over the letters of a table, by which the place of what its parser cannot read is found.</summary>
internal sealed class CellWalk
{
    private readonly char delimiter;
    private State state;
    private (int Line, int Column) opened;

    private CellWalk(bool isTabbed) => delimiter = isTabbed ? '\t' : ',';

    private enum State
    {
        Start,
        Plain,
        Quoted,
        Closed,
        AfterQuoted,
    }

    /// <summary>The line where the walk ends, from 1.</summary>
    public int Line { get; private set; } = 1;

    /// <summary>The cell of that line, from 1.</summary>
    public int Column { get; private set; } = 1;

    /// <summary>The first quotation mark that is wrong, with a sentence; null for none.</summary>
    public DataFormatException? Wrong { get; private set; }

    /// <summary>A walk to the end of a text.</summary>
    public static CellWalk Over(TextReader text, bool isTabbed)
    {
        CellWalk walk = new(isTabbed);
        int before = 0;
        for (int letter = text.Read(); letter >= 0; letter = text.Read())
        {
            // A carriage return ends a line by itself, and with a line feed the same one.
            if (letter != '\n' || before != '\r')
            {
                walk.Step((char)letter);
            }
            before = letter;
        }
        if (walk.state == State.Quoted)
        {
            walk.RefuseOpened();
        }
        return walk;
    }

    private void Step(char letter)
    {
        bool endsLine = letter is '\r' or '\n';
        Line += endsLine ? 1 : 0;
        if (state == State.Quoted)
        {
            state = letter == '"' ? State.Closed : State.Quoted;
        }
        else if (endsLine)
        {
            (Column, state) = (1, State.Start);
        }
        else if (letter == delimiter)
        {
            (Column, state) = (Column + 1, State.Start);
        }
        else if (letter == '"')
        {
            StepOnMark();
        }
        else if (letter == ' ')
        {
            state = state == State.Closed ? State.AfterQuoted : state;
        }
        else
        {
            if (state is State.Closed or State.AfterQuoted)
            {
                RefuseOpened();
            }
            state = State.Plain;
        }
    }

    private void StepOnMark()
    {
        if (state is State.Plain or State.AfterQuoted)
        {
            Wrong ??= new("a quotation mark stands in this cell where none may; put the cell in quotation marks, and write \"\" for one inside.", Line, Column);
            return;
        }
        if (state == State.Start)
        {
            opened = (Line, Column);
        }
        state = State.Quoted;
    }

    private void RefuseOpened() =>
        Wrong ??= new("the quotation mark that opens this cell is not closed where the cell ends; close it, and write \"\" for one inside.", opened.Line, opened.Column);
}
