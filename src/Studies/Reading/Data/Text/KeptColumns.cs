namespace DlnDynamics.Studies;

/// <summary>The columns of a table that are left when a study drops some, found before any cell must be a number.</summary>
/// <param name="Indices">Their indices in the file, from 0; null for all.</param>
/// <param name="Named">A column that is dropped by a name in the first row; null for none.</param>
internal sealed record KeptColumns(int[]? Indices, StudyNode? Named)
{
    /// <summary>What is left of a table; null after an error.</summary>
    /// <remarks>
    /// A column is looked for by its name in the first row, wherever that may hold names, and else by its position, which does not count a column of row names. Where only numbers are
    /// stated and names: auto leaves open what they are, they are names if then nothing but names is left in the first row.
    /// </remarks>
    public static KeptColumns? Of(byte[] bytes, bool isTabbed, DataRules rules, ErrorList errors)
    {
        if (rules.Drop is not { } drop)
        {
            return new(null, null);
        }
        string[] first = CellTable.FirstRowOf(bytes, isTabbed);
        Choice choice = new(bytes, isTabbed, rules, first, drop);
        bool mayBeNumbers = rules.Names == NamesRule.Auto && drop.List.Items.All(item => DroppedColumns.PositionOf(item) is not null);
        choice.Choose(rules.Names is not (NamesRule.None or NamesRule.Rows));
        if (mayBeNumbers && choice.Named is not null && !choice.LeavesNames)
        {
            choice.Choose(byName: false);
        }
        if (choice.Wrong is { } wrong)
        {
            drop.RefuseItem(wrong, choice.Count, errors);
            return null;
        }
        if (choice.IsNothingLeft)
        {
            drop.RefuseAll(errors);
            return null;
        }
        return new(choice.Left, choice.Named);
    }

    private sealed class Choice(byte[] bytes, bool isTabbed, DataRules rules, string[] first, DroppedColumns drop)
    {
        private int lead;
        private bool hasRowNames;

        public int[] Left { get; private set; } = [];

        public StudyNode? Named { get; private set; }

        public StudyNode? Wrong { get; private set; }

        /// <summary>The number of columns, that of row names aside.</summary>
        public int Count => first.Length - (hasRowNames ? 1 : 0);

        public bool IsNothingLeft => Left.Length == (hasRowNames ? 1 : 0);

        /// <summary>Whether the first row holds only names in what is left, a corner aside.</summary>
        public bool LeavesNames => Left.Skip(hasRowNames && Left.Length > 1 ? 1 : 0).All(column => MatrixNames.IsName(first[column], rules.Missing));

        public void Choose(bool byName)
        {
            (Named, Wrong) = (null, null);
            HashSet<int> dropped = [];
            List<(StudyNode Item, int Position)> positions = [];
            foreach (StudyNode item in drop.List.Items)
            {
                int[] named = byName && item is ScalarNode { Text: var name } ? ColumnsNamed(name) : [];
                dropped.UnionWith(named);
                Named ??= named.Length > 0 ? item : null;
                if (named.Length == 0 && DroppedColumns.PositionOf(item) is { } position)
                {
                    positions.Add((item, position));
                }
                else if (named.Length == 0)
                {
                    Wrong ??= item;
                }
            }
            lead = Enumerable.Range(0, first.Length).FirstOrDefault(column => !dropped.Contains(column), first.Length);
            hasRowNames = lead < first.Length && HasRowNames(lead);
            foreach ((StudyNode item, int position) in positions)
            {
                if (position > Count)
                {
                    Wrong ??= item;
                }
                dropped.Add(hasRowNames && position > lead ? position : position - 1);
            }
            Left = [.. Enumerable.Range(0, first.Length).Where(column => !dropped.Contains(column))];
        }

        // What stands above the names of rows is meant only where no other column has that name.
        private int[] ColumnsNamed(string name)
        {
            int[] columns = [.. Enumerable.Range(0, first.Length).Where(column => first[column] == name)];
            return columns.Length > 1 && columns[0] == 0 && HasRowNames(0) ? columns[1..] : columns;
        }

        // Texts that repeat, such as classes, cannot be names.
        private bool HasRowNames(int column)
        {
            if (rules.Names != NamesRule.Auto)
            {
                return rules.Names is NamesRule.Rows or NamesRule.Both;
            }
            using CsvRows text = new(bytes, isTabbed);
            text.Next();
            HashSet<string> names = [];
            while (text.Next() is { } cells)
            {
                if (cells is [""] && first.Length > 1)
                {
                    continue;
                }
                if (cells.Length <= column || !MatrixNames.IsName(cells[column], rules.Missing) || !names.Add(cells[column]))
                {
                    return false;
                }
            }
            return names.Count > 0;
        }
    }
}
