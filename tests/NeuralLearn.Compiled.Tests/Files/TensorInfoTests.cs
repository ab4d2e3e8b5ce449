namespace NeuralLearn.Compiled.Tests.Files;

public sealed class TensorInfoTests
{
    [Fact]
    public void Description_KeepsWhatItWasGiven()
    {
        int[] shape = [128, 784];
        var tensor = new TensorInfo("dense1.weight", shape, 7);
        shape[0] = 5;
        Assert.Equal("dense1.weight [128, 784]", tensor.ToString());
        Assert.Equal((7, 128 * 784, true, false), (tensor.Offset, tensor.Length, tensor.Trainable, tensor.IsBuffer));
        var buffer = new TensorInfo("n", [], 0, trainable: false, isBuffer: true);
        Assert.Equal("n []", buffer.ToString());
        Assert.Equal((1, false, true), (buffer.Length, buffer.Trainable, buffer.IsBuffer));
        Assert.Equal(0, new TensorInfo("e", [5, 0], 3).Length);
    }

    [Fact]
    public void WhatFitsNoFlatVector_IsRefusedWithItsNumbers()
    {
        Assert.Contains("-1", Assert.Throws<ArgumentException>(() => new TensorInfo("a", [2, -1], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("2147483647", Assert.Throws<ArgumentException>(() => new TensorInfo("a", [65536, 65536], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("2147483647", Assert.Throws<ArgumentException>(() => new TensorInfo("a", [65536, 32768], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("2147483647", Assert.Throws<ArgumentException>(() => new TensorInfo("a", [65536, 65536, 65536, 65536], 0)).Message, StringComparison.Ordinal);
        Assert.Contains("2147483648", Assert.Throws<ArgumentException>(() => new TensorInfo("a", [2], int.MaxValue - 1)).Message, StringComparison.Ordinal);
        Assert.Equal(int.MaxValue, new TensorInfo("a", [int.MaxValue], 0).Length);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TensorInfo("a", [2], -1));
        Assert.Throws<ArgumentNullException>(() => new TensorInfo(null!, [2], 0));
        Assert.Throws<ArgumentNullException>(() => new TensorInfo("a", null!, 0));
    }
}
