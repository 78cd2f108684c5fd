using System.Globalization;
using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>The test that a developer runs on a loss, as a service: value, gradient and Hessian must agree on the actual data.</summary>
public static class DerivativeCheck
{
    // Steps of the Taylor test, and the digits that the difference of two losses keeps at best.
    private const double LongStep = 1e-1;
    private const double ShortStep = 1e-2;
    private const double RoundOff = 1e-12;

    /// <summary>Compares E(X + hZ) with its Taylor polynomial of degree 2 at a random point: the remainder must fall like h³ or be round-off.</summary>
    public static (bool Holds, string Sentence) Of(RunSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        ProblemData data = ProblemData.Of(settings.Problem);
        ILoss loss = data.Loss;
        if (loss is IFactoredLoss factored)
        {
            return ByFactors(factored, data.Summary);
        }
        Matrix x = RandomFrames.Gaussian(loss.Rows, loss.Columns, new(1, "derivative-check point", loss.Rows, loss.Columns));
        Matrix z = RandomFrames.Gaussian(loss.Rows, loss.Columns, new(1, "derivative-check direction", loss.Rows, loss.Columns));
        Matrix gradient = new(loss.Rows, loss.Columns), curved = new(loss.Rows, loss.Columns);
        loss.Gradient(x.View, gradient.View);
        loss.ApplyHessian(x.View, z.View, curved.View);
        double value = loss.Value(x.View), slope = VectorOperations.Dot(gradient.Data, z.Data), curvature = VectorOperations.Dot(curved.Data, z.Data);

        return Judge(data.Summary, value, slope, curvature, h =>
        {
            Matrix moved = Matrix.CopyOf(x.View);
            VectorOperations.AddScaled(h, z.Data, moved.Data);
            return loss.Value(moved.View);
        });
    }

    /// <summary>The same along thin factors, X = A·Bᵀ and Z = C·Dᵀ, for losses that answer by them: no m × n matrix.</summary>
    private static (bool Holds, string Sentence) ByFactors(IFactoredLoss loss, string summary)
    {
        const int Rank = 3;
        Matrix a = Gaussian("left point", loss.Rows), b = Gaussian("right point", loss.Columns);
        Matrix c = Gaussian("left direction", loss.Rows), d = Gaussian("right direction", loss.Columns);
        Matrix timesRight = new(loss.Rows, Rank), leftTimes = new(loss.Columns, Rank);
        loss.ApplyGradient(a.View, b.View, c.View, d.View, timesRight.View, leftTimes.View);
        double slope = VectorOperations.Dot(c.Data, timesRight.Data);
        loss.ApplyHessian(c.View, d.View, c.View, d.View, timesRight.View, leftTimes.View);
        return Judge(summary, loss.Value(a.View, b.View), slope, VectorOperations.Dot(c.Data, timesRight.Data), h =>
        {
            Matrix left = new(loss.Rows, 2 * Rank), right = new(loss.Columns, 2 * Rank);
            a.Data.CopyTo(left.Data);
            VectorOperations.Scale(h, c.Data, left.Data[a.Data.Length..]);
            b.Data.CopyTo(right.Data);
            d.Data.CopyTo(right.Data[b.Data.Length..]);
            return loss.Value(left.View, right.View);
        });
        static Matrix Gaussian(string what, int rows) => RandomFrames.Gaussian(rows, Rank, new(1, "derivative-check " + what, rows, Rank));
    }

    private static (bool Holds, string Sentence) Judge(string summary, double value, double slope, double curvature, Func<double, double> along)
    {
        // The loss may be negative or zero at the point: what it is made of there cannot all vanish unless it is constant to second order.
        double scale = Math.Abs(value) + Math.Abs(slope) + Math.Abs(curvature);
        double Remainder(double h) => Math.Abs(along(h) - value - h * slope - 0.5 * h * h * curvature) / Math.Max(scale, double.Epsilon);
        double far = Remainder(LongStep), near = Remainder(ShortStep);
        bool holds = near <= RoundOff || far / near > 500;
        return (holds, string.Create(
            CultureInfo.InvariantCulture,
            $"Read: {summary} Derivatives of the loss {(holds ? "agree" : "do not agree")} with its values: relative Taylor remainders {far:g2} and {near:g2} at steps {LongStep} and {ShortStep}."));
    }
}
