using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using DlnDynamics.Figures;
using DlnDynamics.WorkPrecision;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
BenchmarkOptions options;
try
{
    options = BenchmarkOptions.Parse(args);
}
catch (ArgumentException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
Benchmark benchmark = Benchmark.Run(options, Tell);
ImmutableArray<AutoComparison> automatic = AutoComparison.Of(benchmark.Measurements, benchmark.Floors);
ResultFolder.Write(options.Folder, benchmark, automatic);
foreach (string line in AutoSummary.Of(automatic))
{
    Console.WriteLine(line);
}
Console.WriteLine($"page: {Path.Combine(options.Folder, ResultFolder.Page)}; libraries: {BrowserLibraries.Default.Source}");
return 0;

static void Tell(BenchmarkProblem problem, Reference reference, ImmutableArray<Measurement> measured)
{
    IEnumerable<string> cheapest = measured.Where(one => one.IsRight && one.Counts is not null).GroupBy(one => one.Tolerance)
        .Select(group => group.MinBy(one => one.Work)!)
        .Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Tolerance:0e+0} {one.Method} {one.Work:0}"));
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{problem.Name,-22} {measured.FirstOrDefault()?.Dimension,4} unknowns, {measured.Sum(one => double.IsNaN(one.Seconds) ? 0 : one.Seconds),5:F1} s, least work: {string.Join(", ", cheapest)}"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"",23}reference: {reference.Origin}, {reference.Disagreement:0.0e+0} apart"));
}
