#!/usr/bin/env -S dotnet run -c Release --file
#:project ../src/Analysis

// Question: where does the smallest completion problem go, and with what rank? The body of this file is the example of README.md.
//
// Run: dotnet run -c Release --file experiments/first-steps.cs

using DlnDynamics.Analysis;
using DlnDynamics.Dynamics;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

// Both diagonal entries of a 2 × 2 matrix should become 1; nothing is said of the other two. Depth 3, from a small reflection.
ILoss loss = new CompletionLoss(target: Matrix.Identity(2), Mask.Diagonal(2));
IBalancedStart start = new BalancedOrthogonal(Scale: 1e-3, Seed: 3);
GradientFlow flow = GradientFlow.From(start, Depth.Of(3), loss);

QuantityRecorder recorder = new(flow, SampleTimes.Logarithmic(1, 1e6, 61).Times, QuantityCatalog.All);
IntegrationOptions options = new() { Tolerances = new(Relative: 0, Absolute: 1e-9) };
IntegrationResult result = flow.Until(1e6).Integrate(new AutomaticMethod(), options, recorder);

LimitingRank verdict = LimitingRank.Judge(recorder.Evidence, resolution: 1e-3);
Console.WriteLine($"{result.Code}: singular values {recorder.Final.Sigma(0):F4} and {recorder.Final.Sigma(1):F4}.");
Console.WriteLine($"Limiting rank {verdict.Rank}: {verdict.Reason}");
