using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>How numbers of the data and of X translate: x = (f(data) − centre)/scale with f the identity or the logarithm, and back.</summary>
/// <remarks>Centre and scale are of the observed entries alone: held-out entries must not leak. A row or column with nothing observed has the mean of all.</remarks>
internal sealed class DataUnits
{
    // Alternating means settle geometrically, the slower the fewer entries are observed.
    private const int MostSweeps = 1000;

    // What centring leaves of data that it explains, relative to their largest entry.
    private const double RoundOff = 1e-12;

    private readonly bool isLogarithmic;
    private readonly double[] ofRow;
    private readonly double[] ofColumn;

    private DataUnits(int rows, int columns, bool isLogarithmic)
    {
        this.isLogarithmic = isLogarithmic;
        ofRow = new double[rows];
        ofColumn = new double[columns];
    }

    /// <summary>What one scaled unit is in the data, or in their logarithms.</summary>
    public double Scale { get; private set; } = 1;

    /// <summary>What was done to the data, in words.</summary>
    public string Sentence { get; private set; } = "";

    /// <summary>The units that a problem asks for, from its data.</summary>
    /// <param name="data">m × n; NaN where missing.</param>
    /// <param name="observed">The entries that may be looked at.</param>
    /// <param name="problem">Transform, centring and scale.</param>
    public static DataUnits Of(Matrix data, Mask observed, ProblemSettings problem)
    {
        DataUnits units = new(data.Rows, data.Columns, problem.IsLogarithmic);
        (int Row, int Column)[] entries = [.. observed.Entries];
        double[] values = [.. entries.Select(entry => units.Transformed(data[entry.Row, entry.Column]))];
        double largest = values.Max(Math.Abs);
        units.Centre(problem.Centre, entries, values);
        for (int k = 0; k < values.Length; k++)
        {
            values[k] -= units.ofRow[entries[k].Row] + units.ofColumn[entries[k].Column];
        }
        if (problem.Centre != Centring.None && values.Max(Math.Abs) <= RoundOff * largest)
        {
            throw new ArgumentException("centring leaves nothing of the observed entries but rounding: what is subtracted explains them entirely, and nothing is left to learn. Centre less.");
        }
        units.Scale = problem.Scale switch
        {
            FixedScale(var value) => value,
            UnitSpectralNorm => SpectralNorm(data.Rows, data.Columns, entries, values),
            _ => RootMeanSquare(values),
        };
        string centred = problem.Centre switch
        {
            Centring.None => "",
            Centring.Global => "the mean subtracted; ",
            Centring.Both => "row and column effects subtracted; ",
            _ => string.Create(CultureInfo.InvariantCulture, $"the mean of each {(problem.Centre == Centring.Rows ? "row" : "column")} subtracted; "),
        };
        units.Sentence = string.Create(
            CultureInfo.InvariantCulture, $"{(problem.IsLogarithmic ? "logarithms taken; " : "")}{centred}one scaled unit is {units.Scale:g6} in the {(problem.IsLogarithmic ? "logarithms" : "data")}.");
        return units;
    }

    /// <summary>An entry of the data in scaled units; NaN stays NaN.</summary>
    public double ToScaled(int row, int column, double value) => (Transformed(value) - ofRow[row] - ofColumn[column]) / Scale;

    /// <summary>An entry of X in the units of the data.</summary>
    public double ToData(int row, int column, double value)
    {
        double moved = value * Scale + ofRow[row] + ofColumn[column];
        return isLogarithmic ? Math.Exp(moved) : moved;
    }

    private double Transformed(double value) => isLogarithmic ? Math.Log(value) : value;

    private void Centre(Centring centring, (int Row, int Column)[] entries, double[] values)
    {
        if (centring == Centring.None)
        {
            return;
        }
        double mean = values.Average();
        Array.Fill(centring is Centring.Columns ? ofColumn : ofRow, mean);
        switch (centring)
        {
            case Centring.Rows:
                Means(entries, values, entry => entry.Row, ofRow, _ => 0);
                break;
            case Centring.Columns:
                Means(entries, values, entry => entry.Column, ofColumn, _ => 0);
                break;
            case Centring.Both:
                double size = values.Max(Math.Abs);
                for (int sweep = 0; sweep < MostSweeps; sweep++)
                {
                    double change = Math.Max(
                        Means(entries, values, entry => entry.Row, ofRow, entry => ofColumn[entry.Column]),
                        Means(entries, values, entry => entry.Column, ofColumn, entry => ofRow[entry.Row]));
                    if (change <= 1e-14 * size)
                    {
                        break;
                    }
                }
                break;
        }
    }

    /// <summary>Means over groups of what another part leaves; groups without an entry stay as they are. The largest change.</summary>
    private static double Means(
        (int Row, int Column)[] entries, double[] values, Func<(int Row, int Column), int> group, double[] means, Func<(int Row, int Column), double> other)
    {
        double[] sums = new double[means.Length];
        int[] counts = new int[means.Length];
        for (int k = 0; k < entries.Length; k++)
        {
            int g = group(entries[k]);
            sums[g] += values[k] - other(entries[k]);
            counts[g]++;
        }
        double change = 0;
        for (int g = 0; g < means.Length; g++)
        {
            if (counts[g] > 0)
            {
                change = Math.Max(change, Math.Abs(sums[g] / counts[g] - means[g]));
                means[g] = sums[g] / counts[g];
            }
        }
        return change;
    }

    // A Ritz value with this residual, relative to itself, is right to its square over the gap.
    private const double LargestPart = 1e-9;

    /// <summary>The largest singular value of the observed entries, zero elsewhere.</summary>
    private static double SpectralNorm(int rows, int columns, (int Row, int Column)[] entries, double[] values)
    {
        // A large matrix is not decomposed for one number, unless the number does not come out to all digits.
        if (Math.Min(rows, columns) > OperatorSpectrum.DenseLimit && OperatorSpectrum.Of(new GramOfEntries(rows, columns, entries, values)) is { Largest: > 0 and < double.PositiveInfinity } found
            && found.LargestError < LargestPart * found.Largest)
        {
            return Math.Sqrt(found.Largest);
        }
        Matrix seen = new(rows, columns);
        for (int k = 0; k < entries.Length; k++)
        {
            seen[entries[k].Row, entries[k].Column] = values[k];
        }
        int modes = Math.Min(rows, columns);
        bool tall = rows >= columns;
        Matrix gram = new(modes, modes), vectors = new(modes, modes);
        double[] squares = new double[modes];
        DenseKernels.Default.Multiply(1, seen.View, tall ? Transpose.Yes : Transpose.No, seen.View, tall ? Transpose.No : Transpose.Yes, 0, gram.View);
        return DenseKernels.Default.SymmetricEigen(modes).TryDecompose(gram.View, squares, vectors.View) && squares[0] > 0
            ? Math.Sqrt(squares[0])
            : throw new ArgumentException("The observed entries are all zero or too large to have a spectral norm.");
    }

    private static double RootMeanSquare(double[] values)
    {
        double sum = values.Sum(value => value * value);
        return sum > 0 ? Math.Sqrt(sum / values.Length) : throw new ArgumentException("The observed entries are all zero.");
    }
}
