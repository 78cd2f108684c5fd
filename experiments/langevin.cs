#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Analysis
#:project ../tests/Oracles

// Question: does noise in the depth metric have the moments and the equilibrium that the geometry says, at depth 2, 3 and infinite?
//
// Brownian motion on 2 × 2 matrices: mean growth of NΣσ^(2/N) (at infinite depth of Σ(ln σ)²) against the exact one. Then E = ½‖X − diag(1.5, 0.75)‖² at β = 1:
// the smallest singular value of paths that have forgotten their start, against the exact density; at infinite depth with a floor of 0.2, without which
// there is no equilibrium. Prints two tables and writes results/langevin.csv beside this file.
//
// Run: dotnet run -c Release --file experiments/langevin.cs (half a minute)

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;
using DlnDynamics.Oracles;

const double Beta = 1, Large = 1.5, Small = 0.75;
const int Bins = 8;
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Depth[] depths = [Depth.Of(2), Depth.Of(3), Depth.Infinite];

Console.WriteLine("Brownian motion to τ = 0.25, 20000 paths, h = 0.0125");
Console.WriteLine("depth     growth    exact     standard error");
foreach (Depth depth in depths)
{
    BalancedMatrix start = new(Matrix.Diagonal(1.2, 0.4));
    double before = Squares(depth, Math.Log(1.2)) + Squares(depth, Math.Log(0.4));
    EnsembleRecord record = new LangevinEnsemble(new(depth, 2, Beta), start, 20000, seed: 1)
        .Run([0.25], 0.0125, path => Squares(depth, path.LogSigma[0]) + Squares(depth, path.LogSigma[1]) - before);
    double exact = (depth.IsInfinite ? 6 : 8 * depth.Reciprocal) * 0.25 / Beta;
    Estimate growth = record.Mean(0, 0);
    Console.WriteLine($"{depth,-8}  {growth.Mean,-8:F4}  {exact,-8:F4}  {growth.StandardError:F4}");
}

Console.WriteLine();
Console.WriteLine("Equilibrium: samples of the smallest singular value in eight bins, expected below, 3000 paths to τ = 6, h = 0.015");
// A seed for each, or all would share their luck.
long seed = 1;
StringBuilder csv = new("depth,entropy,upper edge of sigma 2,count,expected\n");
foreach (Depth depth in depths)
{
    foreach (bool withEntropy in new[] { false, true })
    {
        double? floor = depth.IsInfinite ? 0.2 : null;
        LangevinEquation equation = new(depth, 2, Beta, new FactorizationLoss(Matrix.Diagonal(Large, Small)), withEntropy, floor);
        PlanarEquilibrium exact = new(depth, Beta, Large, Small, withEntropy, floor);
        double[] edges = exact.Edges(largest: false, Bins), probabilities = exact.Probabilities([], edges);

        // Half of the paths start on each side of the determinant, where there are two: across, paths mix slowly.
        EnsembleRecord record = new LangevinEnsemble(equation, path => new BalancedMatrix(Matrix.Diagonal(1, floor is null && path % 2 == 0 ? -1 : 1)), 3000, ++seed)
            .Run([6], 0.015, path => path.Coordinates[1]);
        Histogram histogram = Histogram.Of(record.Pooled(0), [.. edges]);
        GoodnessOfFit fit = GoodnessOfFit.Of(histogram.Counts, [.. probabilities], leastExpected: 20);
        Console.WriteLine($"depth {depth}{(withEntropy ? " with entropy" : "")}: p = {fit.PValue:F2}");
        Console.WriteLine("  " + string.Concat(histogram.Counts.Select(count => $"{count,6}")));
        Console.WriteLine("  " + string.Concat(probabilities.Select(p => $"{record.Paths * p,6:F0}")));
        for (int k = 0; k < Bins; k++)
        {
            string edge = k < edges.Length ? $"{Math.Exp(RadialCoordinate.ToLogSigma(depth, edges[k])):R}" : "";
            csv.Append(CultureInfo.InvariantCulture, $"{depth},{withEntropy},{edge},{histogram.Counts[k]},{record.Paths * probabilities[k]:R}\n");
        }
    }
}
string results = Directory.CreateDirectory(Path.Combine(FolderOfThisFile(), "results")).FullName;
File.WriteAllText(Path.Combine(results, "langevin.csv"), csv.ToString());

// y²: N·σ^(2/N), at infinite depth (ln σ)².
static double Squares(Depth depth, double logSigma) => depth.IsInfinite ? logSigma * logSigma : depth.Value * Math.Exp(2 * depth.Reciprocal * logSigma);

static string FolderOfThisFile([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
