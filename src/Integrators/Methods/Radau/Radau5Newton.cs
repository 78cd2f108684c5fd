using System.Collections.Immutable;

namespace DlnDynamics.Integrators;

/// <summary>The simplified Newton iteration for Radau's stages, in the coordinates where its linear system falls apart.</summary>
/// <remarks>
/// It ends when the error that is left, judged by the rate of convergence, is a small part of the tolerance; and it gives up as soon as the rate
/// says that it will not get there. Source: [HW96] IV.8, equations (8.10)–(8.12), with the constants of the authors' code RADAU5.
/// </remarks>
internal sealed class Radau5Newton
{
    // Ten where RADAU5 has seven: the loop answers a failure by a quarter of the step, which costs more than three iterations.
    private const int IterationLimit = 10;
    private const double SlowestRate = 0.99;
    private const double Rounding = 2.220446049250313e-16;

    // Where the last iteration did not converge, or there was none, one correction proves nothing, however small it is.
    private const double Unknown = 1e100;

    private readonly IVectorField vectorField;
    private readonly ErrorScale scale;
    private readonly Radau5Systems systems;
    private readonly int n;
    private readonly int[] stageOffsets;
    private readonly int[] slopeAndIterateOffsets;
    private readonly double[] slopesAndIterates;
    private readonly double[] corrections;
    private readonly double[] point;
    private readonly double[] weights = new double[6];

    // The error that is left, in units of the last correction, as the last step found it: the first guess in the next.
    private double leftover = Unknown;

    public Radau5Newton(IVectorField vectorField, ErrorScale scale, Radau5Systems systems)
    {
        this.vectorField = vectorField;
        this.scale = scale;
        this.systems = systems;
        n = vectorField.Dimension;
        stageOffsets = [0, n, 2 * n];
        slopeAndIterateOffsets = [0, n, 2 * n, 3 * n, 4 * n, 5 * n];
        slopesAndIterates = new double[6 * n];
        corrections = new double[3 * n];
        point = new double[n];
    }

    /// <summary>The rate of convergence of the last iteration: 0 where one correction was enough.</summary>
    public double Rate { get; private set; }

    private Span<double> Iterates => slopesAndIterates.AsSpan(3 * n);

    /// <summary>Forgets the convergence of earlier steps.</summary>
    public void Forget() => leftover = Unknown;

    /// <summary>
    /// stages ← the increments z₁, z₂, z₃ of a step from (t, y), starting from what they hold; end ← y + z₃. Errors up to
    /// <paramref name="allowed"/> tolerances are left.
    /// </summary>
    public AttemptOutcome Solve(double t, double h, ReadOnlySpan<double> y, Span<double> stages, Span<double> end, double allowed)
    {
        Transform(Radau5.InverseTransformation, stages, Iterates);
        VectorPass.Blend(1, y, 1, stages[(2 * n)..], end);

        // The guess grows by itself from step to step, so that single corrections are not trusted for ever.
        double guess = Math.Pow(Math.Max(leftover, Rounding), 0.8);
        leftover = Unknown;

        // Below the rounding of y itself no correction can be told from noise.
        allowed = Math.Max(allowed, 10 * Rounding * scale.Measure(y, y));
        double size = 0;
        double ratio = 0;
        Rate = 0;
        for (int iteration = 1; iteration <= IterationLimit; iteration++)
        {
            if (!Correct(t, h, y, stages, end))
            {
                return AttemptOutcome.NonFinite;
            }
            double sizeBefore = size;
            size = Size(y, end);
            if (!double.IsFinite(size))
            {
                return AttemptOutcome.NewtonDiverged;
            }
            if (iteration > 1 && size > 0)
            {
                double ratioBefore = ratio;
                ratio = size / sizeBefore;
                Rate = iteration == 2 ? ratio : Math.Sqrt(ratio * ratioBefore);
                if (Rate >= SlowestRate)
                {
                    return AttemptOutcome.NewtonDiverged;
                }
                guess = Rate / (1 - Rate);
                if (guess * size * Math.Pow(Rate, IterationLimit - iteration) > allowed)
                {
                    return AttemptOutcome.NewtonDiverged;
                }
            }
            if (guess * size <= allowed)
            {
                leftover = guess;
                return AttemptOutcome.Proposed;
            }
        }
        return AttemptOutcome.NewtonDiverged;
    }

    public void Exchange(StateTransfer transfer)
    {
        transfer.Pass(ref leftover);
        double rate = Rate;
        transfer.Pass(ref rate);
        Rate = rate;
    }

    /// <summary>One iteration; false where a stage has no derivative.</summary>
    private bool Correct(double t, double h, ReadOnlySpan<double> y, Span<double> stages, Span<double> end)
    {
        for (int i = 0; i < 3; i++)
        {
            VectorPass.Blend(1, y, 1, stages.Slice(stageOffsets[i], n), point);
            vectorField.Evaluate(t + Radau5.Nodes[i] * h, point, slopesAndIterates.AsSpan(stageOffsets[i], n));
        }
        if (!VectorPass.IsFinite(slopesAndIterates.AsSpan(0, 3 * n)))
        {
            return false;
        }
        Residual(0, -Radau5.Gamma / h, 0, 0);
        Residual(1, 0, -Radau5.Alpha / h, Radau5.Beta / h);
        Residual(2, 0, -Radau5.Beta / h, -Radau5.Alpha / h);
        systems.SolveReal(corrections.AsSpan(0, n));
        systems.SolveComplex(corrections.AsSpan(n, n), corrections.AsSpan(2 * n, n));
        VectorPass.Blend(1, Iterates, 1, corrections, Iterates);
        Transform(Radau5.Transformation, Iterates, stages);
        VectorPass.Blend(1, y, 1, stages[(2 * n)..], end);
        return true;
    }

    /// <summary>Row i of T⁻¹·F minus the block matrix times W/h.</summary>
    private void Residual(int i, double first, double second, double third)
    {
        ImmutableArray<double> row = Radau5.InverseTransformation[i];
        (weights[0], weights[1], weights[2]) = (row[0], row[1], row[2]);
        (weights[3], weights[4], weights[5]) = (first, second, third);
        VectorPass.Combine([], weights, slopesAndIterates, slopeAndIterateOffsets, corrections.AsSpan(stageOffsets[i], n));
    }

    /// <summary>The corrections in units of the tolerance at the point that they have led to, which exists where a component of y is zero.</summary>
    private double Size(ReadOnlySpan<double> y, ReadOnlySpan<double> end)
    {
        double size = 0;
        foreach (int offset in stageOffsets)
        {
            size = Math.Max(size, scale.Measure(corrections.AsSpan(offset, n), y, end));
        }
        return size;
    }

    private void Transform(ImmutableArray<ImmutableArray<double>> matrix, ReadOnlySpan<double> from, Span<double> to)
    {
        for (int i = 0; i < 3; i++)
        {
            matrix[i].CopyTo(weights);
            VectorPass.Combine([], weights.AsSpan(0, 3), from, stageOffsets, to.Slice(stageOffsets[i], n));
        }
    }
}
