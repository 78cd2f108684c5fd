using System.Collections.Immutable;
using DlnDynamics.Integrators;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Oracles;

/// <summary>Chemical kinetics by the law of mass action, with its exact Jacobian: stiff problems as lists of reactions.</summary>
/// <remarks>Differences would do harm here: they perturb a species of 1e-22 by what its neighbours of 1e-3 can feel.</remarks>
public sealed class ReactionField(int species, ImmutableArray<Reaction> reactions) : IDifferentiableField
{
    public int Dimension => species;

    public void Evaluate(double t, ReadOnlySpan<double> y, Span<double> derivative)
    {
        derivative.Clear();
        foreach (Reaction reaction in reactions)
        {
            double speed = reaction.Rate;
            foreach (int reactant in reaction.Reactants)
            {
                speed *= y[reactant - 1];
            }
            Add(reaction, speed, derivative);
        }
    }

    public void FillJacobian(double t, ReadOnlySpan<double> y, MatrixView jacobian)
    {
        jacobian.Fill(0);
        foreach (Reaction reaction in reactions)
        {
            for (int k = 0; k < reaction.Reactants.Length; k++)
            {
                double slope = reaction.Rate;
                for (int other = 0; other < reaction.Reactants.Length; other++)
                {
                    slope *= other == k ? 1 : y[reaction.Reactants[other] - 1];
                }
                Add(reaction, slope, jacobian.Column(reaction.Reactants[k] - 1));
            }
        }
    }

    public void ApplyJacobian(double t, ReadOnlySpan<double> y, ReadOnlySpan<double> direction, Span<double> product)
    {
        Matrix jacobian = new(species, species);
        FillJacobian(t, y, jacobian.View);
        product.Clear();
        for (int j = 0; j < species; j++)
        {
            VectorOperations.AddScaled(direction[j], jacobian.View.Column(j), product);
        }
    }

    public void EvaluateTimeDerivative(double t, ReadOnlySpan<double> y, Span<double> derivative) => derivative.Clear();

    private static void Add(Reaction reaction, double speed, Span<double> derivative)
    {
        foreach ((int species, double amount) in reaction.Changes)
        {
            derivative[species - 1] += amount * speed;
        }
    }
}
