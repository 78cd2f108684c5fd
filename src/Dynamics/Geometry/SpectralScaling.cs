using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Dynamics;

/// <summary>Z ↦ U(w∘(UᵀZV))Vᵀ for the full singular bases of an m × n matrix: multiplies entry (i, j) of Z in these bases by a weight.</summary>
/// <remarks>Directions outside the ranges share one index, the last. Memory for one shape. Cost: about six products of m × n.</remarks>
internal sealed class SpectralScaling(int rows, int columns, IDenseKernels kernels)
{
    private readonly int modes = Math.Min(rows, columns);
    private readonly Matrix inFrame = new(Math.Min(rows, columns), Math.Min(rows, columns));
    private readonly Matrix half = new(Math.Min(rows, columns), columns);
    private readonly Matrix offLeft = new(rows, Math.Min(rows, columns));
    private readonly Matrix offRight = new(columns, Math.Min(rows, columns));
    private readonly Matrix work = new(rows, Math.Min(rows, columns));

    /// <summary>w, (k + 1) × (k + 1) with k = min(m, n); index k stands for what lies outside the ranges.</summary>
    public Matrix Weights { get; } = new(Math.Min(rows, columns) + 1, Math.Min(rows, columns) + 1);

    /// <summary>image ← U(w∘(UᵀZV))Vᵀ; left m × k, right n × k; the image must not overlap Z.</summary>
    public void Apply(ReadOnlyMatrixView left, ReadOnlyMatrixView right, ReadOnlyMatrixView z, MatrixView image)
    {
        kernels.Multiply(1, left, Transpose.Yes, z, Transpose.No, 0, half.View);
        kernels.Multiply(1, half.View, Transpose.No, right, Transpose.No, 0, inFrame.View);
        if (rows > columns)
        {
            // Rows outside the range of X: (I − UUᵀ)·Z·V.
            kernels.Multiply(1, z, Transpose.No, right, Transpose.No, 0, offLeft.View);
            kernels.Multiply(-1, left, Transpose.No, inFrame.View, Transpose.No, 1, offLeft.View);
        }
        else if (columns > rows)
        {
            kernels.Multiply(1, z, Transpose.Yes, left, Transpose.No, 0, offRight.View);
            kernels.Multiply(-1, right, Transpose.No, inFrame.View, Transpose.Yes, 1, offRight.View);
        }
        for (int j = 0; j < modes; j++)
        {
            for (int i = 0; i < modes; i++)
            {
                inFrame[i, j] *= Weights[i, j];
            }
        }
        kernels.Multiply(1, left, Transpose.No, inFrame.View, Transpose.No, 0, work.View);
        if (rows > columns)
        {
            for (int j = 0; j < modes; j++)
            {
                VectorOperations.AddScaled(Weights[modes, j], offLeft.View.Column(j), work.View.Column(j));
            }
        }
        kernels.Multiply(1, work.View, Transpose.No, right, Transpose.Yes, 0, image);
        if (columns > rows)
        {
            for (int i = 0; i < modes; i++)
            {
                Span<double> column = offRight.View.Column(i);
                VectorOperations.Scale(Weights[i, modes], column, column);
            }
            kernels.Multiply(1, left, Transpose.No, offRight.View, Transpose.Yes, 1, image);
        }
    }
}
