namespace DlnDynamics.Studies;

/// <summary>Exactly round(fraction · number of present entries) of them, drawn at random, are observed.</summary>
/// <param name="Fraction">A fraction in (0, 1].</param>
/// <param name="Seed">Seed of the draw.</param>
public sealed record FractionOfEntries(double Fraction, int Seed) : ObservedEntries;
