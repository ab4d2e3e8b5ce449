using NeuralLearn.Compiled.Generator.Graph;

namespace NeuralLearn.Compiled.Core.Tests.Graph;

/// <summary>The order of sums is part of what a network means: these numbers may never change.</summary>
public sealed class SumOrderTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 1, 2)]
    [InlineData(7, 16, 2)]
    [InlineData(8, 1, 4)]
    [InlineData(15, 16, 4)]
    [InlineData(16, 1, 8)]
    [InlineData(16, 16, 8)]
    [InlineData(784, 10, 8)]
    [InlineData(1_000_000, 1, 8)]
    [InlineData(64, 17, 4)]
    [InlineData(64, 32, 4)]
    [InlineData(7, 32, 2)]
    [InlineData(64, 33, 2)]
    [InlineData(64, 64, 2)]
    [InlineData(3, 64, 1)]
    [InlineData(64, 65, 1)]
    [InlineData(784, 128, 1)]
    [InlineData(1_000_000, 4096, 1)]
    public void InputsAndOutputs_GiveTheCanonicalNumberOfPartialSums(int inputs, int outputs, int expected) =>
        Assert.Equal(expected, SumOrder.PartialSums(inputs, outputs));

    [Fact]
    public void AnySize_GivesPartialSumsThatFitRegistersAndHaveTwoProductsEach()
    {
        for (var inputs = 1; inputs <= 100; inputs++)
        {
            for (var outputs = 1; outputs <= 200; outputs++)
            {
                var partials = SumOrder.PartialSums(inputs, outputs);
                var groups = (outputs + 15) / 16;
                Assert.True(partials is 1 or 2 or 4 or 8, $"{inputs} x {outputs}: {partials}");
                Assert.True(partials == 1 || (partials * groups <= 8 && inputs / partials >= 2), $"{inputs} x {outputs}: {partials}");
                Assert.True(partials == 8 || partials * 2 * groups > 8 || inputs < partials * 4, $"{inputs} x {outputs}: {partials} is too few");
            }
        }
    }

    [Fact]
    public void VirtualVector_HasSixteenLanes() => Assert.Equal(16, SumOrder.VirtualLanes);
}
