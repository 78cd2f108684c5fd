namespace DlnDynamics.Dynamics;

/// <summary>A named number read off a point of a trajectory.</summary>
public interface IQuantity
{
    /// <summary>Its name in study files and tables.</summary>
    string Name { get; }

    /// <summary>The number; NaN where it does not exist.</summary>
    double Measure(FlowState point);
}
