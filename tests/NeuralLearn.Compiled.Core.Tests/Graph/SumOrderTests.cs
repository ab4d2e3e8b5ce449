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
    [InlineData(32, 16, 8)]
    [InlineData(33, 16, 4)]
    [InlineData(784, 10, 4)]
    [InlineData(1_000_000, 1, 4)]
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
                Assert.True(partials == (inputs <= 32 ? 8 : 4) || partials * 2 * groups > 8 || inputs < partials * 4, $"{inputs} x {outputs}: {partials} is too few");
            }
        }
    }

    [Theory]
    [InlineData(2, 1, false)]
    [InlineData(4, 1, true)]
    [InlineData(8, 1, true)]
    [InlineData(16, 4, true)]
    [InlineData(32, 4, true)]
    [InlineData(64, 2, true)]
    [InlineData(128, 10, true)]
    [InlineData(16, 6, false)]
    [InlineData(32, 16, false)]
    [InlineData(32, 32, false)]
    [InlineData(8, 8, false)]
    [InlineData(1, 1, false)]
    [InlineData(1000, 17, false)]
    public void FewOutputs_AreSummedAlongTheInputs(int inputs, int outputs, bool expected) =>
        Assert.Equal(expected, SumOrder.RunsAlongInputs(inputs, outputs));

    [Fact]
    public void VirtualVector_HasSixteenLanes() => Assert.Equal(16, SumOrder.VirtualLanes);
}
