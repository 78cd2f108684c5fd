using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>Coefficients of the three-stage Radau IIA method: order 5, stage order 3, L-stable, stiffly accurate.</summary>
/// <remarks>
/// The stages' increments Z = (z₁, z₂, z₃) solve Z = h·A·F(y + Z). With W = T⁻¹·Z the system falls apart, since T⁻¹·A⁻¹·T is
/// [γ 0 0; 0 α −β; 0 β α]: one real system with γ and one complex with α + iβ. Source: [HW96] IV.5, Table 5.6, and IV.8, equations (8.2)–(8.5).
/// </remarks>
public static class Radau5
{
    /// <summary>cᵢ: where in the step the stages lie, (4 ∓ √6)/10 and 1.</summary>
    public static ImmutableArray<double> Nodes { get; } = [0.15505102572168219, 0.64494897427831781, 1];

    /// <summary>aᵢⱼ, by rows; the last row is also the weights.</summary>
    public static ImmutableArray<ImmutableArray<double>> Coefficients { get; } =
    [
        [0.19681547722366043, -0.065535425850198388, 0.023770974348220152],
        [0.39442431473908728, 0.29207341166522846, -0.04154875212599793],
        [0.37640306270046728, 0.51248582618842161, 1.0 / 9],
    ];

    /// <summary>γ = 3 + 3^⅔ − 3^⅓: the real eigenvalue of A⁻¹.</summary>
    public static double Gamma => 3.6378342527444957;

    /// <summary>α = 3 − (3^⅔ − 3^⅓)/2: the real part of the complex pair.</summary>
    public static double Alpha => 2.6810828736277521;

    /// <summary>β = (3^⅚ + 3^(7/6))/2: its imaginary part.</summary>
    public static double Beta => 3.0504301992474106;

    /// <summary>T, by rows.</summary>
    public static ImmutableArray<ImmutableArray<double>> Transformation { get; } =
    [
        [9.1232394870892942792e-02, -0.14125529502095420843, -3.0029194105147424492e-02],
        [0.24171793270710701896, 0.20412935229379993199, 0.38294211275726193779],
        [0.96604818261509293619, 1, 0],
    ];

    /// <summary>T⁻¹, by rows.</summary>
    public static ImmutableArray<ImmutableArray<double>> InverseTransformation { get; } =
    [
        [4.3255798900631553510, 0.33919925181580986954, 0.54177053993587487119],
        [-4.1787185915519047273, -0.32768282076106238708, 0.47662355450055045196],
        [-0.50287263494578687595, 2.5719269498556054292, -0.59603920482822492497],
    ];

    /// <summary>
    /// dᵢ: the error estimate is (γ/h·I − J)⁻¹·(f₀ + Σ dᵢzᵢ/h), the difference to a solution of order 3 that also uses f₀, filtered so that it
    /// stays bounded where the problem is stiff. Source: [HW96] IV.8, equations (8.17)–(8.19).
    /// </summary>
    public static ImmutableArray<double> ErrorWeights { get; } = [-10.048809399827416, 1.3821427331607489, -1.0 / 3];
}
