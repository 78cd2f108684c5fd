using System.Collections.Immutable;

namespace DlnDynamics.Studies;

/// <summary>One point of the sweep to the settings of one run.</summary>
internal sealed class SettingsReader(DataFiles files, ErrorList errors)
{
    /// <summary>The settings, or null after an error.</summary>
    public RunSettings? Read(MappingNode point)
    {
        Section study = new(point, "", errors);
        ProblemSettings? problem = new ProblemReader(files).Read(study);
        var flow = new FlowReader(files).Read(study, problem);
        var integrate = IntegrateReader.Read(study, flow?.Depth, flow?.Coordinates ?? StatedCoordinates(point), flow?.Start, flow?.LayerRidge);
        Section? record = study.Child("record", "a mapping with times and quantities");
        ImmutableArray<double>? times = SampleTimesReader.Read(record, integrate?.Until.Time);
        ImmutableArray<string>? quantities = RecordReader.Names(record, "quantities", RecordReader.KnownQuantities);
        bool? path = RecordReader.Path(record, problem, times?.Length ?? 0);
        double? resolution = RecordReader.Resolution(study);
        bool? verify = RecordReader.OfLimit(study, "verify"), certify = RecordReader.OfLimit(study, "certify");
        if (problem is null || flow is not var (depth, coordinates, clock, ridge, start) || integrate is not var (method, tolerance, absolute, until)
            || times is null || quantities is null || path is null || resolution is null || verify is null || certify is null)
        {
            return null;
        }
        return new()
        {
            Problem = problem,
            Depth = depth,
            Coordinates = coordinates,
            Clock = clock,
            LayerRidge = ridge,
            Start = start,
            Method = method,
            Tolerance = tolerance,
            AbsoluteTolerance = absolute,
            Until = until,
            SampleTimes = times.Value,
            Quantities = quantities.Value,
            StoresPath = path.Value,
            RankResolution = resolution.Value,
            VerifiesLimit = verify.Value,
            CertifiesLimit = certify.Value,
        };
    }

    // Even when the flow has another error, an absolute tolerance can be told to be out of place.
    private static CoordinateKind? StatedCoordinates(MappingNode point) =>
        (point["flow"] as MappingNode)?["coordinates"] is ScalarNode { Text: "log-polar" } ? CoordinateKind.LogPolar : null;
}
