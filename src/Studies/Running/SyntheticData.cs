using DlnDynamics.Dynamics;
using DlnDynamics.LinearAlgebra;

namespace DlnDynamics.Studies;

/// <summary>Matrices with a known truth.</summary>
internal static class SyntheticData
{
    public static Matrix Of(SyntheticMatrix synthetic)
    {
        int rank = synthetic.SingularValues.Length;
        RandomSource random = new(synthetic.Seed, "synthetic", synthetic.Rows, synthetic.Columns);
        Matrix left = RandomFrames.Orthonormal(synthetic.Rows, rank, random), right = RandomFrames.Orthonormal(synthetic.Columns, rank, random);
        Matrix product = new(synthetic.Rows, synthetic.Columns);
        for (int k = 0; k < rank; k++)
        {
            VectorOperations.Scale(synthetic.SingularValues[k], left.View.Column(k));
        }
        DenseKernels.Default.Multiply(1, left.View, Transpose.No, right.View, Transpose.Yes, 0, product.View);
        return product;
    }
}
