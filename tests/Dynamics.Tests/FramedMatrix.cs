using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics.Tests;

/// <summary>X = U·diag(σ)·Vᵀ with full orthogonal frames, and its tangent vectors in the coordinates σ, UᵀdU, VᵀdV: what the volume forms are densities of.</summary>
internal sealed class FramedMatrix
{
    public FramedMatrix(int rows, int columns, double[] sigma, long seed)
    {
        Left = RandomFrames.Orthonormal(rows, rows, new(seed, "left", rows, rows));
        Right = RandomFrames.Orthonormal(columns, columns, new(seed, "right", columns, columns));
        Sigma = sigma;
        Matrix middle = new(rows, columns);
        for (int i = 0; i < sigma.Length; i++)
        {
            middle[i, i] = sigma[i];
        }
        Middle = middle;
    }

    public Matrix Left { get; }

    public Matrix Right { get; }

    public double[] Sigma { get; }

    public double[] LogSigma => [.. Sigma.Select(value => Math.Log(value))];

    public Matrix X => Sandwich(Middle);

    /// <summary>The spectral point, with exact rank.</summary>
    public SpectralPoint Point => SpectralPoint.Of(X, 1e-12);

    private Matrix Middle { get; }

    /// <summary>∂X/∂σᵢ, then per pair k &lt; l ≤ r the derivatives by UᵀdU and VᵀdV, then those by the entries of U_⊥ᵀdU and V_⊥ᵀdV.</summary>
    public List<Matrix> Tangents()
    {
        int rank = Sigma.Length;
        List<Matrix> tangents = [];
        for (int i = 0; i < rank; i++)
        {
            tangents.Add(Unit((i, i, 1)));
        }
        for (int l = 0; l < rank; l++)
        {
            for (int k = 0; k < l; k++)
            {
                // dU = U·a with a = e_l·e_kᵀ − e_k·e_lᵀ, so U·a·Σ; dV likewise, so Σ·bᵀ.
                tangents.Add(Unit((l, k, Sigma[k]), (k, l, -Sigma[l])));
                tangents.Add(Unit((k, l, Sigma[k]), (l, k, -Sigma[l])));
            }
        }
        for (int i = 0; i < rank; i++)
        {
            for (int p = rank; p < Left.Rows; p++)
            {
                tangents.Add(Unit((p, i, Sigma[i])));
            }
            for (int q = rank; q < Right.Rows; q++)
            {
                tangents.Add(Unit((i, q, Sigma[i])));
            }
        }
        return tangents;
    }

    /// <summary>½·ln det of the Gram matrix of vectors.</summary>
    public static double LogGram(IReadOnlyList<double[]> vectors)
    {
        var gram = MathNet.Numerics.LinearAlgebra.Matrix<double>.Build.Dense(vectors.Count, vectors.Count, (i, j) => VectorOperations.Dot(vectors[i], vectors[j]));
        return gram.Cholesky().DeterminantLn / 2;
    }

    public static double LogGram(IEnumerable<Matrix> vectors) => LogGram([.. vectors.Select(vector => vector.Data.ToArray())]);

    private Matrix Unit(params (int Row, int Column, double Value)[] entries)
    {
        Matrix middle = new(Left.Rows, Right.Rows);
        foreach ((int row, int column, double value) in entries)
        {
            middle[row, column] = value;
        }
        return Sandwich(middle);
    }

    private Matrix Sandwich(Matrix middle) => Samples.Product(Samples.Product(Left, middle), Samples.Transposed(Right));
}
