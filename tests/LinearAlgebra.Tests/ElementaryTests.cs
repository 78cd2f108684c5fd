namespace DlnDynamics.LinearAlgebra.Tests;

/// <summary>The expected values were computed with 700 digits (Python's decimal) and rounded once.</summary>
public class ElementaryTests
{
    private const double Ulps = 3;

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1e-300, 1e-300)]
    [InlineData(-1e-17, -1e-17)]
    [InlineData(1e-10, 1.00000000005e-10)]
    [InlineData(-3e-09, -2.9999999955e-09)]
    [InlineData(1e-05, 1.0000050000166668e-05)]
    [InlineData(0.01, 0.010050167084168058)]
    [InlineData(-0.1, -0.09516258196404043)]
    [InlineData(0.3, 0.3498588075760031)]
    [InlineData(0.49999, 0.648704783569857)]
    [InlineData(0.5, 0.6487212707001282)]
    [InlineData(0.500001, 0.6487229194222233)]
    [InlineData(-0.5, -0.3934693402873666)]
    [InlineData(-0.51, -0.39950442118773405)]
    [InlineData(0.75, 1.1170000166126746)]
    [InlineData(-0.9, -0.5934303402594009)]
    [InlineData(1.0, 1.7182818284590453)]
    [InlineData(2.5, 11.182493960703473)]
    [InlineData(-5.0, -0.9932620530009145)]
    [InlineData(-40.0, -1.0)]
    [InlineData(100.25, 3.451610733125924e+43)]
    [InlineData(-745.5, -1.0)]
    [InlineData(709.5, 1.3549863193146328e+308)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, -1.0)]
    public void Expm1_is_right_to_the_last_places(double x, double expected) =>
        Assert.InRange(Distance.InUlps(Elementary.Expm1(x), expected), 0, Ulps);

    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(1e-300, 1e-300)]
    [InlineData(-1e-17, -1e-17)]
    [InlineData(1.7e-16, 1.6999999999999998e-16)]
    [InlineData(3.3e-16, 3.2999999999999994e-16)]
    [InlineData(1e-10, 9.999999999500001e-11)]
    [InlineData(-3e-09, -3.0000000045e-09)]
    [InlineData(1e-05, 9.999950000333332e-06)]
    [InlineData(0.01, 0.009950330853168083)]
    [InlineData(-0.1, -0.10536051565782631)]
    [InlineData(0.3, 0.26236426446749106)]
    [InlineData(-0.4999, -0.6929472005572791)]
    [InlineData(-0.5, -0.6931471805599453)]
    [InlineData(-0.75, -1.3862943611198906)]
    [InlineData(-0.9999999999, -23.02585084720009)]
    [InlineData(0.7, 0.5306282510621704)]
    [InlineData(1.0, 0.6931471805599453)]
    [InlineData(2.5, 1.252762968495368)]
    [InlineData(1e9, 20.72326583794641)]
    [InlineData(9007199254740992.0, 36.7368005696771)]
    [InlineData(1e300, 690.7755278982137)]
    [InlineData(-1.0, double.NegativeInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    public void Log1p_is_right_to_the_last_places(double x, double expected) =>
        Assert.InRange(Distance.InUlps(Elementary.Log1p(x), expected), 0, Ulps);

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(5e-324, 1.0)]
    [InlineData(1e-09, 1.0)]
    [InlineData(0.0001, 1.0000000016666666)]
    [InlineData(0.1, 1.0016675001984403)]
    [InlineData(0.5, 1.0421906109874948)]
    [InlineData(1.0, 1.1752011936438014)]
    [InlineData(3.7, 5.462510923459062)]
    [InlineData(19.999, 12117612.698538352)]
    [InlineData(20.0, 12129129.885244757)]
    [InlineData(21.3, 41789085.323051274)]
    [InlineData(400.0, 6.526837112205179e+170)]
    [InlineData(710.0, 1.5732357508181063e+305)]
    [InlineData(-2.0, 1.8134302039235093)]
    [InlineData(720.0, double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity, double.PositiveInfinity)]
    public void Sinhc_is_right_to_the_last_places(double x, double expected) =>
        Assert.InRange(Distance.InUlps(Elementary.Sinhc(x), expected), 0, Ulps);

    [Theory]
    [InlineData(0.0, 1.0)]
    [InlineData(1e-300, 1.0)]
    [InlineData(1e-16, 1.0)]
    [InlineData(1e-10, 1.00000000005)]
    [InlineData(-1e-07, 0.9999999500000009)]
    [InlineData(0.001, 1.000500083333332)]
    [InlineData(0.3, 1.1574887740530249)]
    [InlineData(-0.5, 0.7707470412683991)]
    [InlineData(0.6, 1.3298215290965225)]
    [InlineData(1.0, 1.5819767068693265)]
    [InlineData(-3.0, 0.15718708947376786)]
    [InlineData(10.0, 10.000454019910096)]
    [InlineData(37.5, 37.5)]
    [InlineData(-39.9, 1.8733678714798474e-16)]
    [InlineData(-40.1, 1.5414720279993072e-16)]
    [InlineData(-300.0, 1.5444600667236042e-128)]
    [InlineData(-705.0, 4.683595447588556e-304)]
    [InlineData(745.0, 745.0)]
    [InlineData(1e6, 1e6)]
    [InlineData(-1e300, 0.0)]
    [InlineData(double.MaxValue, double.MaxValue)]
    public void Phi_is_right_to_the_last_places(double x, double expected) =>
        Assert.InRange(Distance.InUlps(Elementary.Phi(x), expected), 0, Ulps);

    [Theory]
    [InlineData(1.0, 1.0000000000000002, 1.0)]
    [InlineData(3.0, 3.0000000000000013, 3.0000000000000004)]
    [InlineData(1.0, 1.000000000001, 1.0000000000005)]
    [InlineData(0.7, 0.7000001, 0.7000000499999988)]
    [InlineData(2.0, 2.2, 2.098411737451414)]
    [InlineData(1.0, 1.2499, 1.120308549347745)]
    [InlineData(1.0, 1.25, 1.1203550294311375)]
    [InlineData(1.0, 1.2501, 1.1204015083204752)]
    [InlineData(1.0, 2.0, 1.4426950408889634)]
    [InlineData(5.0, 0.001, 0.5869304461753987)]
    [InlineData(1e-300, 1e300, 7.238241365054197e+296)]
    [InlineData(1.7e308, 1.6e308, 1.6494948257622088e+308)]
    [InlineData(1.7e308, 1e-308, 1.1980917537064516e+305)]
    [InlineData(5e-324, 1e308, 6.879299955366544e+304)]
    [InlineData(1e-310, 1.1e-310, 1.0492058687257e-310)]
    [InlineData(1e-200, 3e-200, 1.8204784532536748e-200)]
    [InlineData(7.5, 7.5, 7.5)]
    [InlineData(5e-324, 5e-324, 5e-324)]
    [InlineData(double.MaxValue, double.MaxValue, double.MaxValue)]
    [InlineData(0.0, 3.0, 0.0)]
    [InlineData(0.0, 0.0, 0.0)]
    public void LogMean_is_right_to_the_last_places_in_either_order(double a, double b, double expected)
    {
        Assert.InRange(Distance.InUlps(Elementary.LogMean(a, b), expected), 0, Ulps);
        Assert.Equal(Elementary.LogMean(a, b), Elementary.LogMean(b, a));
    }

    [Fact]
    public void Outside_their_domain_the_functions_say_so()
    {
        double[] results =
        [
            Elementary.Log1p(-1.5), Elementary.LogMean(-1, 2), Elementary.LogMean(-2, -1), Elementary.LogMean(double.NaN, 1),
            Elementary.LogMean(1, double.NaN), Elementary.Expm1(double.NaN), Elementary.Log1p(double.NaN), Elementary.Sinhc(double.NaN),
            Elementary.Phi(double.NaN),
        ];
        Assert.All(results, result => Assert.True(double.IsNaN(result)));
    }

    [Fact]
    public void Log1p_undoes_Expm1()
    {
        const int seed = 11;
        Random random = new(seed);
        for (int trial = 0; trial < 20000; trial++)
        {
            double x = (random.NextDouble() < 0.5 ? -1 : 1) * Math.Pow(10, -20 + 21 * random.NextDouble());
            double y = Elementary.Expm1(x);
            // Each function errs by 3 ulps at most; the inverse magnifies the first error by (1 − e⁻ˣ)/x, below −x·e⁻ˣ for x < 0.
            double magnified = Math.Abs(y / (x * (1 + y)));
            Assert.True(Distance.Relative(Elementary.Log1p(y), x) <= 3 * 2.3e-16 * (1 + magnified), $"seed {seed}: x = {x:R}");
        }
    }

    [Fact]
    public void Phi_of_x_less_Phi_of_minus_x_is_x()
    {
        const int seed = 12;
        Random random = new(seed);
        for (int trial = 0; trial < 20000; trial++)
        {
            double x = Math.Pow(10, -5 + 8 * random.NextDouble());
            double plus = Elementary.Phi(x), minus = Elementary.Phi(-x);
            Assert.True(Math.Abs(plus - minus - x) <= 2.3e-16 * (3 * plus + 3 * minus + x), $"seed {seed}: x = {x:R}");
        }
    }

    [Fact]
    public void LogMean_lies_between_geometric_and_arithmetic_mean_and_scales()
    {
        const int seed = 13;
        Random random = new(seed);
        for (int trial = 0; trial < 20000; trial++)
        {
            double a = Math.Exp(20 * random.NextDouble()), b = a * Math.Exp(Math.Pow(10, 2 - 18 * random.NextDouble()));
            double mean = Elementary.LogMean(a, b), room = 1 + 5 * 2.3e-16;
            string at = $"seed {seed}: a = {a:R}, b = {b:R}";
            Assert.True(mean >= a && mean <= b, at);
            Assert.True(mean * room >= Math.Sqrt(a) * Math.Sqrt(b) && mean <= (a + b) / 2 * room, at);
            Assert.True(Elementary.LogMean(a / 1024, b / 1024) == mean / 1024, at);
        }
    }
}
