namespace DlnDynamics.LinearAlgebra;

/// <summary>Chooses the kernels of this machine, once.</summary>
public static class DenseKernels
{
    /// <summary>The kernels that everything uses unless told otherwise.</summary>
    public static IDenseKernels Default { get; } = new ManagedKernels();
}
