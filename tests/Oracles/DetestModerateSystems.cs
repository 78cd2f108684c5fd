using System.Collections.Immutable;

namespace DlnDynamics.Oracles;

/// <summary>Class C of DETEST: moderate systems.</summary>
internal static class DetestModerateSystems
{
    // Of the sun with its inner planets, and of the five outer planets, in solar masses; Gauss's constant for hundreds of days.
    private const double SunMass = 1.00000597682;
    private const double Gravity = 2.95912208286;

    private static readonly ImmutableArray<double> Masses =
        [0.954786104043e-3, 0.285583733151e-3, 0.437273164546e-4, 0.517759138449e-4, 0.277777777778e-5];

    public static IEnumerable<DetestProblem> All =>
    [
        // A chain of decays at one rate: tᵏe^−t/k!, and what is left.
        new("C1", 4.4, First(10), [
            2.061153622438558e-9, 4.122307244877116e-8, 4.122307244877116e-7, 2.7482048299180773e-6, 1.3741024149590386e-5,
            5.496409659836154e-5, 0.0001832136553278718, 0.0005234675866510623, 0.0013086689666276558, 0.997912740950865,
        ], (_, y, d) => Decay(_ => 1, y, d)),

        // A chain of decays at rising rates: e^−t(1 − e^−t)ᵏ, and what is left.
        new("C2", 5.3, First(10), [
            2.061153622438558e-9, 2.0611536181902037e-9, 2.061153613941849e-9, 2.061153609693495e-9, 2.061153605445141e-9,
            2.061153601196787e-9, 2.0611535969484323e-9, 2.061153592700078e-9, 2.061153588451724e-9, 0.9999999814496175,
        ], (_, y, d) => Decay(k => k, y, d)),

        // The heat equation on ten points, and on fifty-one: a sum over sines.
        new("C3", 0.61, First(10), Heat(10), (_, y, d) => Diffuse(y, d)),
        new("C4", 1, First(51), Heat(51), (_, y, d) => Diffuse(y, d)),

        // The five outer planets around the sun: places, then velocities.
        new(
            "C5",
            12,
            [
                3.42947415189, 3.35386959711, 1.35494901715, 6.6414554255, 5.97156957878, 2.18231499728, 11.2630437207, 14.6952576794,
                6.27960525067, -30.1552268759, 1.65699966404, 1.43785752721, -21.123835338, 28.4465098142, 15.3882659679, -0.557160570446,
                0.505696783289, 0.230578543901, -0.415570776342, 0.365682722812, 0.169143213293, -0.325325669158, 0.189706021964,
                0.087726532278, -0.024047625417, -0.287659532608, -0.117219543175, -0.176860753121, -0.216393453025, -0.014864789309,
            ],
            [
                -4.792730224323635, -2.420550725449022, -0.9212509306015119, -4.217310404035214, 7.35620294749897, 3.2237859854212116,
                4.035559443262271, 17.19865528670555, 7.478910794233703, -29.987593263248442, -4.107310937550929, -0.9277008321754409,
                -24.42125302518483, 23.814590457465545, 14.920963069513588, 0.3499208963063997, -0.5748487687912802, -0.25516940208791444,
                -0.5237040978903326, -0.24930004635796618, -0.08045341642044465, -0.38752892373341097, 0.05648603288767892,
                0.03023606472143343, 0.041338565467124465, -0.2862393029841379, -0.1183032405136207, -0.15119864573592057,
                -0.24600688943187657, -0.03189687411323877,
            ],
            (_, y, d) => Attract(y, d)),
    ];

    private static ImmutableArray<double> First(int n) => [1, .. new double[n - 1]];

    private static ImmutableArray<double> Heat(int n) =>
    [
        .. Enumerable.Range(1, n).Select(i => 2.0 / (n + 1) * Enumerable.Range(1, n).Sum(k =>
            Math.Sin(i * k * Math.PI / (n + 1)) * Math.Sin(k * Math.PI / (n + 1)) * Math.Exp(-80 * Math.Pow(Math.Sin(k * Math.PI / (2 * n + 2)), 2)))),
    ];

    private static void Decay(Func<int, double> rate, ReadOnlySpan<double> y, Span<double> derivative)
    {
        for (int k = 0; k < y.Length; k++)
        {
            derivative[k] = (k > 0 ? rate(k) * y[k - 1] : 0) - (k < y.Length - 1 ? rate(k + 1) * y[k] : 0);
        }
    }

    private static void Diffuse(ReadOnlySpan<double> y, Span<double> derivative)
    {
        for (int i = 0; i < y.Length; i++)
        {
            derivative[i] = (i > 0 ? y[i - 1] : 0) - 2 * y[i] + (i < y.Length - 1 ? y[i + 1] : 0);
        }
    }

    private static void Attract(ReadOnlySpan<double> y, Span<double> derivative)
    {
        y[15..].CopyTo(derivative);
        derivative[15..].Clear();
        for (int i = 0; i < 5; i++)
        {
            ReadOnlySpan<double> place = y.Slice(3 * i, 3);
            double pull = InverseCube(place, [0, 0, 0]);
            for (int j = 0; j < 5; j++)
            {
                ReadOnlySpan<double> other = y.Slice(3 * j, 3);
                double mutual = i == j ? 0 : InverseCube(place, other);
                for (int c = 0; c < 3; c++)
                {
                    // The sun's own motion pulls too; i == j is the planet's part in it.
                    derivative[15 + 3 * i + c] += Gravity * Masses[j] * (mutual * (other[c] - place[c]) - InverseCube(other, [0, 0, 0]) * other[c]);
                }
            }
            for (int c = 0; c < 3; c++)
            {
                derivative[15 + 3 * i + c] -= Gravity * SunMass * pull * place[c];
            }
        }
    }

    private static double InverseCube(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double square = (a[0] - b[0]) * (a[0] - b[0]) + (a[1] - b[1]) * (a[1] - b[1]) + (a[2] - b[2]) * (a[2] - b[2]);
        return 1 / (square * Math.Sqrt(square));
    }
}
