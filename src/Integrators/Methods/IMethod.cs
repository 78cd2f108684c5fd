namespace DlnDynamics.Integrators;

/// <summary>A way to make steps: immutable, shareable, printable.</summary>
public interface IMethod
{
    /// <summary>Its name in study files.</summary>
    string Name { get; }

    /// <summary>Order of the solution that is carried forward.</summary>
    int Order { get; }

    /// <summary>Whether it can only be bound to a field with a Jacobian.</summary>
    bool NeedsJacobian => false;

    /// <summary>Makes a stepper with its own workspace; the scale says when an iteration inside a step is accurate enough.</summary>
    /// <exception cref="ArgumentException">The field lacks what the method needs; the message says what to do.</exception>
    IStepper Bind(IVectorField vectorField, ErrorScale scale);
}
