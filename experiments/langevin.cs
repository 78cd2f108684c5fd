#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Studies
#:project ../tests/Oracles

// Question: does noise in the depth metric have the moments and the equilibrium that the geometry says, at depth 2, 3 and infinite?
//
// Brownian motion on 2 × 2 matrices: mean growth of NΣσ^(2/N) (at infinite depth of Σ(ln σ)²) against the exact one. Then E = ½‖X − diag(1.5, 0.75)‖² at β = 1, with and without
// the entropy of the fibre: the smallest singular value of paths that have forgotten their start against the exact law; at infinite depth with a floor of 0.2,
// without which there is no equilibrium. docs/design/012-langevin.md has the equation and the scheme.
//
// Run: dotnet run -c Release --file experiments/langevin.cs [-- PATHS [FOLDER]]      3000 paths, half a minute
// Writes results/langevin: report.html, tables/*.csv, figures/*.vl.json.

using System.Globalization;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Figures;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;
using DlnDynamics.Studies;

const double Beta = 1, Large = 1.5, Small = 0.75, Floor = 0.2;
const int Bins = 8, Fewest = 200;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
if (args.Length > 2 || (args.Length > 0 && !(int.TryParse(args[0], CultureInfo.InvariantCulture, out int wanted) && wanted >= Fewest)))
{
    Console.Error.WriteLine($"Expected: [PATHS [FOLDER]], a whole number from {Fewest} on and a folder; for example 3000 results/langevin.");
    return 2;
}
int paths = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 3000;
string folder = args.Length > 1 ? args[1] : Path.Combine("results", "langevin");
Depth[] depths = [Depth.Of(2), Depth.Of(3), Depth.Infinite];
List<string> summary = [];
void Say(string sentence)
{
    Console.WriteLine(sentence);
    summary.Add(sentence);
}

List<(Depth Depth, Estimate Growth, double Exact)> moments = [];
foreach (Depth depth in depths)
{
    BalancedMatrix start = new(Matrix.Diagonal(1.2, 0.4));
    double before = Squares(depth, Math.Log(1.2)) + Squares(depth, Math.Log(0.4));
    EnsembleRecord record = new LangevinEnsemble(new(depth, 2, Beta), start, 5 * paths, seed: 1)
        .Run([0.25], 0.0125, path => Squares(depth, path.LogSigma[0]) + Squares(depth, path.LogSigma[1]) - before);

    // 2d²t/β in the layers' clock, and (2d + d(d − 1))τ/β at infinite depth.
    double exact = (depth.IsInfinite ? 6 : 8 * depth.Reciprocal) * 0.25 / Beta;
    Estimate growth = record.Mean(0, 0);
    moments.Add((depth, growth, exact));
    Say($"Brownian motion, depth {depth}: the mean of {(depth.IsInfinite ? "Σ(ln σ)²" : "NΣσ^(2/N)")} grows by {growth.Mean:F4} ± {growth.StandardError:F4} to τ = 0.25; exact {exact:F4}, {Math.Abs(growth.Mean - exact) / growth.StandardError:F1} standard errors off.");
}

// A seed for each, or all would share their luck.
long seed = 1;
List<(string Case, string Bin, long Count, double Expected)> bins = [];
foreach (Depth depth in depths)
{
    foreach (bool withEntropy in new[] { false, true })
    {
        double? floor = depth.IsInfinite ? Floor : null;
        LangevinEquation equation = new(depth, 2, Beta, new FactorizationLoss(Matrix.Diagonal(Large, Small)), withEntropy, floor);
        PlanarEquilibrium exact = new(depth, Beta, Large, Small, withEntropy, floor);
        double[] edges = exact.Edges(largest: false, Bins), probabilities = exact.Probabilities([], edges);

        // Half of the paths start on each side of the determinant, where there are two: across, paths mix slowly.
        EnsembleRecord record = new LangevinEnsemble(equation, path => new BalancedMatrix(Matrix.Diagonal(1, floor is null && path % 2 == 0 ? -1 : 1)), paths, ++seed)
            .Run([6], 0.01, path => path.Coordinates[1]);
        Histogram histogram = Histogram.Of(record.Pooled(0), [.. edges]);
        GoodnessOfFit fit = GoodnessOfFit.Of(histogram.Counts, [.. probabilities], leastExpected: 20);
        string name = $"depth {(depth.IsInfinite ? "∞" : depth)}{(withEntropy ? ", with entropy" : "")}";
        Say($"Equilibrium, {name}: {paths} samples in {Bins} bins of σ₂, χ² = {fit.Statistic:F1} with {fit.DegreesOfFreedom} degrees of freedom, p = {fit.PValue:G2}: {(fit.PValue < 0.01 ? "differs from the exact law" : "agrees with the exact law")}.");
        double[] sigma = [floor ?? 0, .. edges.Select(edge => Math.Exp(RadialCoordinate.ToLogSigma(depth, edge)))];
        for (int k = 0; k < Bins; k++)
        {
            bins.Add((name, k < edges.Length ? $"{sigma[k]:G2} – {sigma[k + 1]:G2}" : $"above {sigma[k]:G2}", histogram.Counts[k], paths * probabilities[k]));
        }
    }
}

DataFrame table = new(
    new Column<string>("case", [.. bins.Select(bin => bin.Case)]),
    new Column<string>("bin", [.. bins.Select(bin => bin.Bin)]),
    new Column<long>("count", [.. bins.Select(bin => bin.Count)]),
    new Column<double>("expected", [.. bins.Select(bin => bin.Expected)]),
    new Column<double>("deviation", [.. bins.Select(bin => Math.Sqrt(bin.Expected * (1 - bin.Expected / paths)))]));
DataFrame growths = new(
    new Column<string>("depth", [.. moments.Select(row => row.Depth.ToString())]),
    new Column<double>("growth", [.. moments.Select(row => row.Growth.Mean)]),
    new Column<double>("standard-error", [.. moments.Select(row => row.Growth.StandardError)]),
    new Column<double>("exact", [.. moments.Select(row => row.Exact)]));
Figure figure = EquilibriumFigure.From(table, "σ₂");
AtomicFile.Write(Path.Combine(folder, "tables", "equilibrium.csv"), CsvTable.Write(table));
AtomicFile.Write(Path.Combine(folder, "tables", "moments.csv"), CsvTable.Write(growths));
AtomicFile.Write(Path.Combine(folder, "figures", figure.Name + ".vl.json"), figure.ToJson());
string page = Path.Combine(folder, "report.html");
AtomicFile.Write(page, new ReportPage
{
    Title = "Langevin",
    Question = "Does noise in the depth metric have the moments and the equilibrium that the geometry says, at depth 2, 3 and infinite?",
    Summary = [.. summary],
    Figures = [figure],
    Tables = [new("Moments of Brownian motion", growths, "tables/moments.csv"), new("Bins", table, "tables/equilibrium.csv")],
    Version = $"dln {Manifest.Version}",
}.ToHtml());
Console.WriteLine($"report: {page}");
return 0;

// y²: N·σ^(2/N), at infinite depth (ln σ)².
static double Squares(Depth depth, double logSigma) => depth.IsInfinite ? logSigma * logSigma : depth.Value * Math.Exp(2 * depth.Reciprocal * logSigma);
