using System.Globalization;

namespace DlnDynamics.Integrators;

/// <summary>Says how an integration ended, for a person: numbers, and for a failure what to do.</summary>
internal static class EndingSentence
{
    public static string Of(
        ReturnCode code, double t, double step, InitialValueProblem problem, IntegrationOptions options, WorkCounts work, string eventName)
    {
        CultureInfo culture = CultureInfo.InvariantCulture;
        string cost = string.Create(culture, $"{work.Steps} steps, {work.Rejected} rejected, {work.Evaluations} evaluations");
        string where = string.Create(culture, $"at t = {t:G9} of {problem.Interval.End:G9}, after {cost}");
        return code switch
        {
            ReturnCode.ReachedEnd => string.Create(culture, $"Reached the end t = {t:G9} in {cost}."),
            ReturnCode.Converged => $"Converged {where}.",
            ReturnCode.StoppedByEvent => $"Stopped by the event '{eventName}' {where}.",
            ReturnCode.StepLimitReached => string.Create(
                culture, $"Reached the limit of {options.StepLimit} attempts {where}. Raise the limit, or use a stiff method if steps are near {step:G3} throughout."),
            ReturnCode.EvaluationLimitReached => string.Create(
                culture, $"Reached the limit of {options.EvaluationLimit} evaluations {where}. Raise the limit, loosen the tolerances, or use a stiff method."),
            ReturnCode.WallTimeReached => string.Create(
                culture, $"Reached the limit of {options.WallTimeLimit?.TotalSeconds:G4} s of wall time {where}. Go on from the checkpoint, or raise the limit or loosen the tolerances."),
            ReturnCode.StepSizeUnderflow => string.Create(
                culture, $"The step fell to {step:G3}, below the last digits of the clock, {where}. The solution may blow up there, or the tolerances (relative {options.Tolerances.Relative:G3}) ask for more digits than a double has: loosen them or end earlier."),
            ReturnCode.NewtonFailed => string.Create(
                culture, $"The equations of a step could not be solved down to a step of {step:G3}, {where}. Check the Jacobian, or use an explicit method."),
            ReturnCode.NonFiniteState => work.Steps + work.Rejected == 0
                ? string.Create(culture, $"The field is NaN or infinite at the start t = {t:G9}. Check the initial state and the field there.")
                : string.Create(culture, $"The field was NaN or infinite at every step down to {step:G3}, {where}. The solution may leave the field's domain there: end earlier or mend the field."),
            ReturnCode.Cancelled => $"Cancelled {where}. The state is good; start again from it to go on.",
            _ => throw new ArgumentOutOfRangeException(nameof(code), code, "No sentence for this code."),
        };
    }
}
