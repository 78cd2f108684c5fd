namespace DlnDynamics.Oracles;

/// <summary>Class D of DETEST: two bodies on ellipses of eccentricities 0.1, 0.3, … 0.9, three times around and a little more.</summary>
internal static class DetestOrbits
{
    public static IEnumerable<DetestProblem> All =>
        [Orbit("D1", 111, 0.1), Orbit("D2", 130, 0.3), Orbit("D3", 102, 0.5), Orbit("D4", 60, 0.7), Orbit("D5", 61, 0.9)];

    private static DetestProblem Orbit(string name, double growth, double eccentricity)
    {
        double axis = Math.Sqrt(1 - eccentricity * eccentricity);

        // Kepler's equation u − e·sin u = 20 by Newton's method, which converges from 20 for each of these.
        double u = 20;
        for (int i = 0; i < 50; i++)
        {
            u -= (u - eccentricity * Math.Sin(u) - 20) / (1 - eccentricity * Math.Cos(u));
        }
        (double sine, double cosine) = Math.SinCos(u);
        double rate = 1 / (1 - eccentricity * cosine);
        return new(
            name,
            growth,
            [1 - eccentricity, 0, 0, Math.Sqrt((1 + eccentricity) / (1 - eccentricity))],
            [cosine - eccentricity, axis * sine, -sine * rate, axis * cosine * rate],
            (_, y, d) =>
            {
                double square = y[0] * y[0] + y[1] * y[1];
                double cube = square * Math.Sqrt(square);
                d[0] = y[2];
                d[1] = y[3];
                d[2] = -y[0] / cube;
                d[3] = -y[1] / cube;
            });
    }
}
