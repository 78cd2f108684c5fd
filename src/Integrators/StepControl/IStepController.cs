namespace DlnDynamics.Integrators;

/// <summary>Says whether a step was good enough and how long the next one should be: a pure function of the recent history.</summary>
public interface IStepController
{
    /// <summary>Judges the last attempt of a method whose error estimate behaves as h^(errorOrder + 1).</summary>
    StepVerdict Judge(in StepHistory history, int errorOrder);
}
