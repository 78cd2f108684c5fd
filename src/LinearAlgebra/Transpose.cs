namespace DlnDynamics.LinearAlgebra;

/// <summary>Whether a factor of a product is taken as it is or transposed. The default value is <see cref="No"/>.</summary>
public enum Transpose
{
    /// <summary>As it is.</summary>
    No,

    /// <summary>Transposed.</summary>
    Yes,
}
