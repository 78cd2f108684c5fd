#!/usr/bin/env -S dotnet run -c Release --file
#:project ../../tests/Oracles/Oracles.csproj
#:property NoWarn=$(NoWarn);CA1050;CA1852

// Writes tests/Dynamics.Tests/data/random-completions.csv: where each of the fifty random completions ends, and how much an error grows
// on the way. A row: seed, condition, ln σ of every mode. Takes half an hour.
// tsitouras5 at 1e-12 and rodas5p at 1e-11 agree to 2e-11 where the first can go; it cannot at seeds 27, 34, 46 and 47 (too stiff).
using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.Oracles;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
foreach (RandomCompletion completion in RandomCompletion.All)
{
    GradientFlow flow = completion.In(FlowCoordinates.LogPolar);
    IntegrationResult first = Run(flow, [.. flow.Start], 0, completion.End, "tsitouras5", 1e-12);
    IntegrationResult second = Run(flow, [.. flow.Start], 0, completion.End, "rodas5p", 1e-11);
    double[] limit = LogSigma(flow, first.IsFinished ? [.. first.State] : [.. second.State]);
    Console.Error.WriteLine($"{completion}: {first.Code}, apart by {Apart(LogSigma(flow, [.. first.State]), LogSigma(flow, [.. second.State])):G3}");
    Console.WriteLine($"{completion.Seed},{Condition(completion, flow):G3},{string.Join(',', limit.Select(value => value.ToString("G13")))}");
}

// The largest growth of a perturbation of 1e-6, put in at five times along the trajectory, two random directions each.
static double Condition(RandomCompletion completion, GradientFlow flow)
{
    double growth = 0, t = 0;
    double[] y = [.. flow.Start];
    RandomSource random = new(completion.Seed, "perturbation", 0, 0);
    foreach (double part in new[] { 0, 0.1, 0.2, 0.35, 0.6 })
    {
        y = [.. Run(flow, y, t, part * completion.End, "rodas5p", 1e-11).State];
        t = part * completion.End;
        double[] end = LogSigma(flow, [.. Run(flow, y, t, completion.End, "rodas5p", 1e-10).State]);
        for (int k = 0; k < 2; k++)
        {
            double[] direction = [.. y.Select(_ => random.NextNormal())];
            double length = Math.Sqrt(direction.Sum(value => value * value));
            double[] moved = [.. y.Zip(direction, (value, change) => value + 1e-6 * change / length)];
            ((IStateProjection)flow.Field).TryProject(moved, 0);
            growth = Math.Max(growth, Apart(end, LogSigma(flow, [.. Run(flow, moved, t, completion.End, "rodas5p", 1e-10).State])) / 1e-6);
        }
    }
    return growth;
}

static IntegrationResult Run(GradientFlow flow, double[] from, double start, double end, string method, double tolerance)
{
    InitialValueProblem whole = flow.Until(end);
    InitialValueProblem part = new(whole.VectorField, new(start, end), [.. from]) { Norm = whole.Norm, Projection = whole.Projection };
    return part.Integrate(MethodCatalog.Find(method), new() { Tolerances = new(0, tolerance), StepLimit = 500_000 });
}

static double[] LogSigma(GradientFlow flow, double[] y)
{
    FlowState point = flow.NewState();
    return flow.Field.TryObserve(0, y, point) ? [.. point.LogSigma] : [double.NaN];
}

static double Apart(double[] a, double[] b) => a.Zip(b, (x, y) => Math.Abs(x - y)).Max();
