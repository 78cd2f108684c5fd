using System.Collections.Immutable;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>The 3 × 3 problem for which the owner's notes (MATH.md §7) state golden numbers from independent scripts.</summary>
public static class GoldenProblem
{
    public static Matrix Start { get; } = Matrix.Of(new[,] { { .6, -.2, .1 }, { .3, .5, -.4 }, { -.1, .2, .7 } });

    public static Matrix Target { get; } = Matrix.Of(new[,] { { 1.2, .3, -.5 }, { .2, .9, .4 }, { -.3, .1, 1.5 } });

    public static Matrix Direction { get; } = Matrix.Of(new[,] { { .5, -1, .2 }, { .3, .8, -.6 }, { 1.1, 0, -.7 } });

    public static Mask Observed { get; } = Mask.Where(3, 3, (i, j) => (i, j) is not ((0, 2) or (1, 0) or (2, 1)));

    public static ILoss Full { get; } = new FactorizationLoss(Target);

    public static ILoss Completion { get; } = new CompletionLoss(Target, Observed);

    /// <summary>End-to-end matrices at t = 1 in the layers' clock (τ = 3 at N = ∞).</summary>
    public static ImmutableArray<(string Name, Depth Depth, ILoss Loss, double RescaledTime, Matrix X)> Trajectories { get; } =
    [
        ("full, N = 2", Depth.Of(2), Full, 2, Matrix.Of(new[,] {
            { 1.136756594368, .220025973952, -.440164504814 }, { .208252377088, .831589889529, .283008395766 }, { -.313526496545, .106120839588, 1.444332482588 } })),
        ("full, N = 3", Depth.Of(3), Full, 3, Matrix.Of(new[,] {
            { 1.187971056405, .273237114412, -.486036180294 }, { .201023135273, .874944929954, .367684077475 }, { -.312724515171, .100092311112, 1.499213809723 } })),
        ("full, N = 2.5", Depth.Real(2.5), Full, 2.5, Matrix.Of(new[,] {
            { 1.171475278726, .252865389702, -.472355813048 }, { .202611636284, .857742061167, .33700201841 }, { -.317617228724, .101561166902, 1.485679225418 } })),
        ("full, N = ∞", Depth.Infinite, Full, 3, Matrix.Of(new[,] {
            { 1.191653011161, .267358274634, -.484099361988 }, { .198862490101, .86736889981, .364756014822 }, { -.315384528403, .096549941257, 1.507275402834 } })),
        ("completion, N = 3", Depth.Of(3), Completion, 3, Matrix.Of(new[,] {
            { 1.181195451626, .281055417324, .181830567288 }, { .358905775358, .887781713395, .375276940671 }, { -.298937647657, .219258836016, 1.49399655864 } })),
        ("completion, N = ∞", Depth.Infinite, Completion, 3, Matrix.Of(new[,] {
            { 1.186673630786, .283544309319, .233665023097 }, { .391279969376, .889420960235, .379329665562 }, { -.299700224081, .219621630198, 1.502338487206 } })),
    ];

    /// <summary>Entries (1,3), (2,1), (3,2) of the limits of the completion.</summary>
    public static ImmutableArray<(Depth Depth, double[] Hidden)> CompletionLimits { get; } =
    [
        (Depth.Of(1), [.1, .3, .2]),
        (Depth.Of(2), [.163748965474, .346230262300, .217793805016]),
        (Depth.Of(3), [.189222020030, .362552295474, .220330733950]),
        (Depth.Infinite, [.244953093652, .395276072126, .219462782805]),
    ];

    /// <summary>𝒜₃(Z) at the start, in the layers' clock.</summary>
    public static Matrix OperatorAtThree { get; } = Matrix.Of(new[,] {
        { .7948894543882262, -1.5150895391601173, .4062995476929361 }, { .3725365088366905, 1.3137826415371483, -1.144029015298427 },
        { 2.050427959754653, -.0917449746040605, -1.4765709159190534 } });

    /// <summary>Â_∞(Z) at the start.</summary>
    public static Matrix OperatorAtInfinity { get; } = Matrix.Of(new[,] {
        { .19181260526120694, -.3589335055825683, .1102966379883756 }, { .072278233679119, .3242753813120727, -.2946066654992031 },
        { .5402397272853926, -.03178045853769391, -.4076967008506428 } });

    /// <summary>ln √det g at the start with respect to dX: depth, in the layers' clock (NaN: none), in the rescaled clock.</summary>
    public static ImmutableArray<(Depth Depth, double Layers, double Rescaled)> LogVolumes { get; } =
    [
        (Depth.Of(2), -1.3654341481837893, 1.7537281643359643),
        (Depth.Of(3), -2.5999548076454584, 2.3438004913610353),
        (Depth.Infinite, double.NaN, 3.5322649058466538),
    ];

    /// <summary>ln of the volume density at the start with respect to dΣ dU dV, rescaled clock.</summary>
    public static ImmutableArray<(Depth Depth, double Value)> LogFrameVolumes { get; } =
    [
        (Depth.Of(1), -4.287234634030268), (Depth.Of(2), -2.533506469694304), (Depth.Of(3), -1.9434341426692328),
        (Depth.Of(5), -1.4693815996571402), (Depth.Infinite, -.7549697281836143),
    ];

    /// <summary>Entropy of the fibre over the start.</summary>
    public static ImmutableArray<(Depth Depth, double Value)> Entropies { get; } =
        [(Depth.Of(2), 6.563131571818627), (Depth.Of(3), 13.077564208036236), (Depth.Of(5), 25.889916399967692)];
}
