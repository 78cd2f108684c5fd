namespace DlnDynamics.Integrators;

/// <summary>A clock that adds many short steps without drift (compensated summation after Kahan).</summary>
/// <param name="Time">The time, rounded.</param>
/// <param name="Correction">What rounding has taken from it.</param>
internal readonly record struct CompensatedTime(double Time, double Correction)
{
    /// <summary>The clock one step later.</summary>
    public CompensatedTime After(double step)
    {
        double addend = step + Correction;
        double sum = Time + addend;
        return new(sum, addend - (sum - Time));
    }

    /// <summary>How much time is left.</summary>
    public double Until(double end) => end - Time - Correction;

    /// <summary>The shortest step whose length the clock still knows to a few digits.</summary>
    public double ShortestStep => 4 * (Math.BitIncrement(Math.Abs(Time)) - Math.Abs(Time));

    /// <summary>The clock as it was saved, or this one, saved.</summary>
    public CompensatedTime Exchange(StateTransfer transfer)
    {
        (double time, double correction) = this;
        transfer.Pass(ref time);
        transfer.Pass(ref correction);
        return new(time, correction);
    }
}
