namespace NeuralLearn.Compiled.Tests.Reference;

public sealed class ReferenceDataTests
{
    [Fact]
    public void EveryLossCase_IsComplete()
    {
        Assert.True(ReferenceFile.Losses.Count > 50);
        foreach (var reference in ReferenceFile.Losses.Values)
        {
            Assert.NotEmpty(reference.Network);
            Assert.True(reference.Mode is "training" or "evaluation");
            Assert.True(reference.Reduction is "mean" or "sum");
            Assert.All(reference.Parameters.Values.Concat(reference.Batch.Values).Concat(reference.Outputs.Values), IsWhole);
            Assert.Equal(reference.Mode == "training" ? reference.Parameters.Keys : [], reference.Gradients.Keys);
            Assert.All(reference.Gradients, pair => Assert.Equal(reference.Parameters[pair.Key].Shape, pair.Value.Shape));
            Assert.All(reference.InputGradients, pair => Assert.Equal(reference.Batch[pair.Key].Shape, pair.Value.Shape));
        }
    }

    [Fact]
    public void EveryLoss_IsTheSumOfItsRowsOverTheDivisor()
    {
        foreach (var reference in ReferenceFile.Losses.Values)
        {
            var divisor = reference.Reduction == "sum" || reference.Divisor == 0 ? 1 : reference.Divisor;
            Assert.Equal(reference.Loss, reference.RowLoss.Values.Sum() / divisor, 1e-7);
        }
    }

    private static void IsWhole(Tensor tensor) =>
        Assert.Equal(tensor.Shape.Aggregate(1, (product, size) => product * size), tensor.Values.Length);
}
