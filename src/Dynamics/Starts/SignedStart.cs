using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Gives a random square start the determinant sign that is asked for.</summary>
internal static class SignedStart
{
    /// <summary>Negates the first column of a matrix whose determinant has the other sign. Laws that columns' signs do not change become their own halves.</summary>
    /// <exception cref="ArgumentException">A sign is asked of a matrix that is not square.</exception>
    public static void Turn(Matrix x, StartSign sign, int rows, int columns)
    {
        if (sign == StartSign.Any)
        {
            return;
        }
        if (rows != columns)
        {
            throw new ArgumentException($"Only a square X has a determinant; {rows} × {columns} starts take the sign any.", nameof(rows));
        }
        if (DeterminantSign.Of(x) != (sign == StartSign.Positive ? 1 : -1))
        {
            VectorOperations.Scale(-1, x.View.Column(0), x.View.Column(0));
        }
    }
}
