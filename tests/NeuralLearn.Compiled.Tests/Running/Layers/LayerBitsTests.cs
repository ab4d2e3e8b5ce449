using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Running.Layers;

/// <summary>Every layer gives a row the bits that it has alone, in whatever company, and writes where it should and nowhere else.</summary>
public sealed class LayerBitsTests
{
    private const int GuardLength = 32;
    private const float Guard = 1234.5f;

    public static TheoryData<string> Names => [.. LayerCase.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void ForwardBatch_HasTheBitsOfForward(string name)
    {
        foreach (var rows in new[] { 1, 2, 3, 5, 8, 9, 33 })
        {
            var layers = LayerCase.Of(name, rows);
            var network = layers.Create(3);
            var outputs = new float[rows * layers.OutputSize];
            var one = new float[rows * layers.OutputSize];
            network.ForwardBatch(layers.Inputs, outputs);
            for (var row = 0; row < rows; row++)
            {
                network.Forward(layers.Input(row), one.AsSpan(row * layers.OutputSize, layers.OutputSize));
            }

            Assert.Equal(Numbers.Bits(one), Numbers.Bits(outputs));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void BackwardBatch_LeavesTheBitsOfBackward(string name)
    {
        foreach (var rows in new[] { 1, 2, 3, 5, 8, 9, 33, 41 })
        {
            var layers = LayerCase.Of(name, rows);
            if (layers.HasBatchStatistics)
            {
                continue;
            }

            var (batch, one, parts) = (layers.Create(3), layers.Create(3), layers.Create(3));
            batch.BackwardBatch(layers.All);
            for (var row = 0; row < rows; row++)
            {
                layers.Backward(one, row);
            }

            parts.BackwardBatch(layers.Batch(0, rows / 2));
            parts.BackwardBatch(layers.Batch(rows / 2, rows - (rows / 2)));
            Assert.Equal(batch.StateHash(), one.StateHash());
            Assert.Equal(batch.StateHash(), parts.StateHash());
            Assert.True(batch.Update());
            Assert.True(one.Update());
            Assert.Equal(batch.StateHash(), one.StateHash());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void TrainBatchOfARow_LeavesTheBitsOfBackwardAndUpdate(string name)
    {
        var layers = LayerCase.Of(name, 3);
        var (one, other) = (layers.Create(3), layers.Create(3));
        for (var step = 0; step < 6; step++)
        {
            layers.TrainRow(one, step % 3);
            layers.Backward(other, step % 3);
            Assert.True(other.Update());
            Assert.Equal(other.StateHash(), one.StateHash());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Spans_AreFilledAndNothingBesideThem(string name)
    {
        foreach (var rows in new[] { 1, 3, 8, 33 })
        {
            var layers = LayerCase.Of(name, rows);
            var network = layers.Create(3);
            var inputs = Guarded(rows * layers.InputSize);
            layers.Inputs.CopyTo(Inside(inputs));
            var outputs = Guarded(rows * layers.OutputSize);
            network.ForwardBatch(Inside(inputs), Inside(outputs));
            AssertFilled(outputs);
            outputs = Guarded(layers.OutputSize);
            network.Forward(Inside(inputs)[..layers.InputSize], Inside(outputs));
            AssertFilled(outputs);
            outputs = Guarded(rows * layers.OutputSize);
            var rowLosses = Guarded(rows);
            var batch = layers.All;
            batch.Inputs = Inside(inputs);
            batch.Outputs = Inside(outputs);
            batch.RowLosses = Inside(rowLosses);
            network.BackwardBatch(batch);
            AssertFilled(outputs);
            AssertFilled(rowLosses);
            if (!layers.TakesIndices)
            {
                var gradient = Guarded(layers.InputSize);
                layers.InputGradient(network, 0, Numbers.Uniform(layers.OutputSize, 9), Inside(gradient));
                AssertFilled(gradient);
            }

            Assert.Equal(layers.Inputs, Inside(inputs).ToArray());
            Assert.All(inputs[..GuardLength], value => Assert.Equal(Guard, value));
            Assert.All(inputs[^GuardLength..], value => Assert.Equal(Guard, value));
        }
    }

    private static float[] Guarded(int length)
    {
        var values = new float[length + (2 * GuardLength)];
        Array.Fill(values, Guard);
        return values;
    }

    private static Span<float> Inside(float[] guarded) => guarded.AsSpan(GuardLength, guarded.Length - (2 * GuardLength));

    private static void AssertFilled(float[] guarded)
    {
        Assert.All(guarded[..GuardLength], value => Assert.Equal(Guard, value));
        Assert.All(guarded[^GuardLength..], value => Assert.Equal(Guard, value));
        Assert.DoesNotContain(Guard, Inside(guarded).ToArray());
    }
}
