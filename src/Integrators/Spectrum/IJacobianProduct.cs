namespace DlnDynamics.Integrators;

/// <summary>The Jacobian at one point, known by what it does to vectors: all that spectral estimates ask for.</summary>
internal interface IJacobianProduct
{
    /// <summary>Number of rows.</summary>
    int Dimension { get; }

    /// <summary>Whether the Jacobian is symmetric, so that Ritz values are real bounds.</summary>
    bool IsSymmetric { get; }

    /// <summary>Error of a product relative to the spectral radius: eigenvalues below it times the radius are noise.</summary>
    double Noise { get; }

    /// <summary>product ← J·direction for a direction of length 1; false where that is no number.</summary>
    bool TryApply(ReadOnlySpan<double> direction, Span<double> product);
}
