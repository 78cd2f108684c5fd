namespace DlnDynamics.Dynamics;

/// <summary>A loss that sees some entries of X and no others, so that its gradient is zero outside the mask.</summary>
/// <remarks>The balanced flow of such a loss keeps one number for every connected component of the mask: <see cref="MaskInvariants"/>.</remarks>
public interface IMaskedLoss : ILoss
{
    /// <summary>The connected components of the entries that it sees.</summary>
    MaskComponents Components { get; }
}
