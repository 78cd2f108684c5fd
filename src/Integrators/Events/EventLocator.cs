using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>Finds the sign changes of event functions inside accepted steps, on dense output.</summary>
/// <remarks>
/// Each step is looked at in four equal parts, so two crossings of one event in one step are both seen unless they share a part. An event
/// occurs when its function leaves one strict sign for zero or the other sign; leaving zero is not an occurrence. So nothing fires at the
/// start, and nothing fires twice where a step ends on a zero. A NaN value is passed over.
/// </remarks>
internal sealed class EventLocator(ImmutableArray<ITrajectoryEvent> events, int dimension)
{
    private const int Parts = 4;
    private const int RefinementLimit = 100;

    private readonly double[] point = new double[events.IsEmpty ? 0 : dimension];
    private readonly double[] values = new double[events.Length];
    private readonly double[] nextValues = new double[events.Length];

    /// <summary>All occurrences so far, in order of time.</summary>
    public List<EventOccurrence> Occurrences { get; } = [];

    /// <summary>Name of the last occurrence; empty before the first.</summary>
    public string LastName => Occurrences.Count == 0 ? "" : Occurrences[^1].Name;

    public void Start(double t, ReadOnlySpan<double> y)
    {
        for (int i = 0; i < events.Length; i++)
        {
            values[i] = events[i].Evaluate(t, y);
        }
    }

    /// <summary>Saves the last values and what has occurred, or goes on from them.</summary>
    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(values);
        int count = Occurrences.Count;
        transfer.Pass(ref count);
        for (int i = 0; i < count; i++)
        {
            (string name, double time) = transfer.IsSaving ? Occurrences[i] : new("", 0);
            transfer.Pass(ref name);
            transfer.Pass(ref time);
            if (!transfer.IsSaving)
            {
                Occurrences.Add(new(name, time));
            }
        }
    }

    /// <summary>Records what occurs in a step; returns the time of the first stopping event, and forgets what comes after it.</summary>
    public double? Locate(in AcceptedStep step)
    {
        if (events.IsEmpty)
        {
            return null;
        }
        double left = step.Start;
        for (int part = 1; part <= Parts; part++)
        {
            double right = part == Parts ? step.End : step.Start + (step.End - step.Start) * part / Parts;
            step.Interpolate(right, point);
            int before = Occurrences.Count;
            double stop = double.PositiveInfinity;
            for (int i = 0; i < events.Length; i++)
            {
                nextValues[i] = events[i].Evaluate(right, point);
            }
            for (int i = 0; i < events.Length; i++)
            {
                if (Occurs(events[i].Crossing, values[i], nextValues[i]))
                {
                    double t = Refine(step, events[i], left, values[i], right, nextValues[i]);
                    Occurrences.Add(new(events[i].Name, t));
                    stop = events[i].StopsIntegration ? Math.Min(stop, t) : stop;
                }
                values[i] = double.IsNaN(nextValues[i]) ? values[i] : nextValues[i];
            }
            SortFrom(before);
            if (stop <= right)
            {
                while (Occurrences[^1].Time > stop)
                {
                    Occurrences.RemoveAt(Occurrences.Count - 1);
                }
                return stop;
            }
            left = right;
        }
        return null;
    }

    private static bool Occurs(Crossing crossing, double before, double after) =>
        (crossing != Crossing.Falling && before < 0 && after >= 0) || (crossing != Crossing.Rising && before > 0 && after <= 0);

    /// <summary>Ridders' method: the bracket at least halves each round. Returns its right end, where the sign has changed.</summary>
    private double Refine(in AcceptedStep step, ITrajectoryEvent watched, double left, double leftValue, double right, double rightValue)
    {
        for (int round = 0; round < RefinementLimit && rightValue != 0; round++)
        {
            double middle = left + (right - left) / 2;
            if (middle <= left || middle >= right)
            {
                break;
            }
            double middleValue = ValueAt(step, watched, middle);
            double root = Math.Sqrt(middleValue * middleValue - leftValue * rightValue);
            double guess = middle + (middle - left) * Math.Sign(leftValue) * middleValue / root;
            (left, leftValue, right, rightValue) = Narrow(middle, middleValue, left, leftValue, right, rightValue);
            if (guess > left && guess < right)
            {
                (left, leftValue, right, rightValue) = Narrow(guess, ValueAt(step, watched, guess), left, leftValue, right, rightValue);
            }
        }
        return right;
    }

    private static (double Left, double LeftValue, double Right, double RightValue) Narrow(
        double t, double value, double left, double leftValue, double right, double rightValue) =>
        leftValue > 0 == value > 0 && value != 0 ? (t, value, right, rightValue) : (left, leftValue, t, value);

    private double ValueAt(in AcceptedStep step, ITrajectoryEvent watched, double t)
    {
        step.Interpolate(t, point);
        return watched.Evaluate(t, point);
    }

    // Insertion sort of the few new occurrences, stable: simultaneous events keep the order in which they were given.
    private void SortFrom(int first)
    {
        for (int i = first + 1; i < Occurrences.Count; i++)
        {
            for (int j = i; j > first && Occurrences[j].Time < Occurrences[j - 1].Time; j--)
            {
                (Occurrences[j], Occurrences[j - 1]) = (Occurrences[j - 1], Occurrences[j]);
            }
        }
    }
}
