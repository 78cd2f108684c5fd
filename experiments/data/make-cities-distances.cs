#!/usr/bin/env -S dotnet run -c Release --file

// Question: what matrix do the cities of cities.csv make whose rank is known exactly?
//
// Reads cities.csv (name, country, latitude, longitude in degrees) and writes cities-distances.csv: the squared straight-line ("chordal")
// distances through the Earth, in km², between every two cities, with the city names in the first row and the first column.
// On a sphere of radius R with unit vectors x_i the entry is D_ij = 2R²(1 − x_i·x_j), so D = 2R²(11ᵀ − XXᵀ) with X of three columns:
// its rank is at most 1 + 3, and is exactly 4 for cities that do not lie on one circle.
//
// Run: dotnet run -c Release --file experiments/data/make-cities-distances.cs (or start this file itself; any current folder will do).

using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;

const double EarthRadius = 6371;   // km, the mean radius

string folder = FolderOfThisFile();
var names = new List<string>();
var directions = new List<(double X, double Y, double Z)>();
foreach (string line in File.ReadLines(Path.Combine(folder, "cities.csv")).Skip(1))
{
    string[] cells = line.Split(',');
    names.Add(cells[0]);
    directions.Add(UnitVector(latitude: Degrees(cells[2]), longitude: Degrees(cells[3])));
}

var table = new StringBuilder();
foreach (string name in names)
{
    table.Append(',').Append(name);
}
table.Append('\n');
for (int row = 0; row < names.Count; row++)
{
    table.Append(names[row]);
    for (int column = 0; column < names.Count; column++)
    {
        table.Append(',').Append(SquaredDistance(directions[row], directions[column]).ToString("R", CultureInfo.InvariantCulture));
    }
    table.Append('\n');
}
File.WriteAllText(Path.Combine(folder, "cities-distances.csv"), table.ToString(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));

static double Degrees(string cell) => double.Parse(cell, NumberStyles.Float, CultureInfo.InvariantCulture);

static (double X, double Y, double Z) UnitVector(double latitude, double longitude)
{
    (double sinLatitude, double cosLatitude) = Math.SinCos(latitude * (Math.PI / 180));
    (double sinLongitude, double cosLongitude) = Math.SinCos(longitude * (Math.PI / 180));
    return (cosLatitude * cosLongitude, cosLatitude * sinLongitude, sinLatitude);
}

// R²‖x − y‖² is 2R²(1 − x·y) without its cancellation: exactly zero on the diagonal, exactly symmetric, and accurate for neighbours.
static double SquaredDistance((double X, double Y, double Z) x, (double X, double Y, double Z) y)
{
    double dx = x.X - y.X;
    double dy = x.Y - y.Y;
    double dz = x.Z - y.Z;
    return EarthRadius * EarthRadius * (dx * dx + dy * dy + dz * dz);
}

static string FolderOfThisFile([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
