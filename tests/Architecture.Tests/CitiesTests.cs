using System.Globalization;
using MathNet.Numerics.LinearAlgebra;

namespace DlnDynamics.Architecture.Tests;

/// <summary>The data of the main job: the matrix is what the cities give, and its rank is the known truth.</summary>
public sealed class CitiesTests
{
    private const double EarthRadius = 6371;   // km

    private static readonly string[][] Cities = Cells("cities.csv");
    private static readonly string[][] Distances = Cells("cities-distances.csv");

    [Fact]
    public void Cities_are_at_least_a_hundred_with_names_of_their_own_and_places_on_Earth()
    {
        Assert.Equal(["name", "country", "latitude", "longitude"], Cities[0]);
        Assert.True(Cities.Length - 1 >= 100);
        Assert.All(Cities, row => Assert.Equal(4, row.Length));
        Assert.Equal(Cities.Length, Cities.Select(row => row[0]).Distinct().Count());
        Assert.All(Cities.Skip(1), row =>
        {
            Assert.InRange(Number(row[2]), -90, 90);
            Assert.InRange(Number(row[3]), -180, 180);
        });
    }

    [Fact]
    public void Distances_bear_the_names_of_the_cities_in_their_order()
    {
        IEnumerable<string> names = Cities.Skip(1).Select(row => row[0]);
        Assert.Equal(["", .. names], Distances[0]);
        Assert.Equal(["", .. names], Distances.Select(row => row[0]));
    }

    // The haversine form 4R²(sin²(Δφ/2) + cos φ cos φ' sin²(Δλ/2)) shares no subtraction with the script's R²|x − y|². Both lose at most
    // ε over the distance in Earth radii, 0.02 for the closest pair: 1e-14, a hundredth of what is allowed.
    [Fact]
    public void Distances_are_what_the_cities_give()
    {
        for (int row = 1; row < Cities.Length; row++)
        {
            for (int column = 1; column < Cities.Length; column++)
            {
                double expected = SquaredChord(Cities[row], Cities[column]);
                double actual = Number(Distances[row][column]);
                Assert.True(
                    Math.Abs(actual - expected) <= 1e-12 * expected,
                    $"{Cities[row][0]} to {Cities[column][0]}: {actual:R} km² in the file, {expected:R} from the coordinates.");
                Assert.Equal(Distances[column][row], Distances[row][column]);
            }
        }
    }

    // Entries carry errors of 1e-16 of the largest, so what is not there shows as singular values below n·ε·σ₁ = 2e-14 σ₁.
    [Fact]
    public void Distances_have_rank_four()
    {
        int count = Distances.Length - 1;
        var matrix = Matrix<double>.Build.Dense(count, count, (row, column) => Number(Distances[row + 1][column + 1]));
        Vector<double> sigma = matrix.Svd(computeVectors: false).S;
        Assert.True(sigma[3] > 0.1 * sigma[0], $"σ₄/σ₁ = {sigma[3] / sigma[0]}");
        Assert.True(sigma[4] < 2e-14 * sigma[0], $"σ₅/σ₁ = {sigma[4] / sigma[0]}");
    }

    private static double SquaredChord(string[] here, string[] there)
    {
        (double latitude, double longitude) = (Radians(here[2]), Radians(here[3]));
        (double otherLatitude, double otherLongitude) = (Radians(there[2]), Radians(there[3]));
        double north = Math.Sin((latitude - otherLatitude) / 2);
        double east = Math.Sin((longitude - otherLongitude) / 2);
        return 4 * EarthRadius * EarthRadius * ((north * north) + (Math.Cos(latitude) * Math.Cos(otherLatitude) * east * east));
    }

    private static double Radians(string degrees) => Number(degrees) * Math.PI / 180;

    private static double Number(string cell) => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string[][] Cells(string file) =>
        [.. File.ReadLines(Repository.PathOf("experiments", "data", file)).Select(line => line.Split(','))];
}
