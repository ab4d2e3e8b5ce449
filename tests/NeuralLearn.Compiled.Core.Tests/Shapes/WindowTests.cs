using static NeuralLearn.Compiled.Core.Tests.Declared;

namespace NeuralLearn.Compiled.Core.Tests.Shapes;

/// <summary>Convolutions and pooling: shapes, and all that can be wrong with a window. The numbers are PyTorch's.</summary>
public sealed class WindowTests
{
    [Theory]
    [InlineData(28, 3, 1, 0, 1, 26)]
    [InlineData(28, 3, 1, 1, 1, 28)]
    [InlineData(28, 5, 2, 2, 1, 14)]
    [InlineData(11, 3, 3, 0, 1, 3)]
    [InlineData(11, 3, 1, 0, 4, 3)]
    [InlineData(3, 3, 7, 0, 1, 1)]
    public void Convolution_GivesPyTorchsLengths(int length, int kernel, int stride, int padding, int dilation, int expected)
    {
        (string, object)[] arguments = [("Stride", stride), ("Padding", padding), ("Dilation", dilation)];
        Assert.Equal($"a signal [8, {expected}]", Last(Signal(2, length), Conv1D(8, kernel, arguments)));
        Assert.Equal($"a sequence [{expected}, 8]", Last(Sequence(length, 2), Conv1D(8, kernel, arguments)));
        Assert.Equal($"an image [8, {expected}, {expected}]", Last(Image(2, length, length), Conv2D(8, kernel, arguments)));
    }

    [Theory]
    [InlineData(PaddingMode.Same, 1, 50)]
    [InlineData(PaddingMode.Same, 3, 50)]
    [InlineData(PaddingMode.Causal, 1, 50)]
    [InlineData(PaddingMode.Causal, 3, 50)]
    [InlineData(PaddingMode.Valid, 3, 41)]
    public void PaddingMode_DecidesTheLength(object mode, int dilation, int expected) =>
        Assert.Equal($"a signal [8, {expected}]", Last(Signal(2, 50), Conv1D(8, 4, ("PaddingMode", mode), ("Dilation", dilation))));

    [Fact]
    public void CausalConvolution_MayStride() =>
        Assert.Equal("a sequence [25, 8]", Last(Sequence(50, 2), Conv1D(8, 3, ("PaddingMode", PaddingMode.Causal), ("Stride", 2))));

    [Fact]
    public void Rectangles_HaveTheirOwnNumbersPerAxis() =>
        Assert.Equal("an image [4, 9, 6]", Last(Image(1, 9, 12), Line("Conv2D", ("Channels", 4), ("KernelHeight", 1), ("KernelWidth", 5), ("PaddingWidth", 2), ("StrideWidth", 2))));

    [Fact]
    public void NumberOfAnAxis_GoesBeforeTheOneForBoth() =>
        Assert.Equal("an image [4, 9, 3]", Last(Image(1, 9, 9), Conv2D(4, 3, ("Stride", 3), ("StrideHeight", 1), ("Padding", 1))));

    [Theory]
    [InlineData("MaxPool1D", 12, 3, 0, 0, false, 4)]
    [InlineData("AvgPool1D", 11, 2, 0, 0, false, 5)]
    [InlineData("AvgPool1D", 11, 2, 0, 0, true, 6)]
    [InlineData("MaxPool1D", 7, 3, 2, 1, false, 4)]
    [InlineData("MaxPool1D", 8, 3, 2, 1, true, 5)]
    [InlineData("MaxPool1D", 4, 2, 3, 1, true, 2)]
    public void Pooling_GivesPyTorchsLengths(string kind, int length, int kernel, int stride, int padding, bool ceil, int expected)
    {
        List<(string, object)> arguments = [("Kernel", kernel), ("Padding", padding), ("CeilMode", ceil)];
        if (stride > 0)
        {
            arguments.Add(("Stride", stride));
        }

        Assert.Equal($"a signal [5, {expected}]", Last(Signal(5, length), Line(kind, [.. arguments])));
        Assert.Equal($"a sequence [{expected}, 5]", Last(Sequence(length, 5), Line(kind, [.. arguments])));
        Assert.Equal($"an image [5, {expected}, {expected}]", Last(Image(5, length, length), Line(kind.Replace("1D", "2D", StringComparison.Ordinal), [.. arguments])));
    }

    [Theory]
    [InlineData("GlobalAvgPool")]
    [InlineData("GlobalMaxPool")]
    public void GlobalPooling_LeavesOneNumberPerChannel(string kind)
    {
        Assert.Equal("a vector [3]", Last(Image(3, 5, 7), Line(kind)));
        Assert.Equal("a vector [3]", Last(Signal(3, 5), Line(kind)));
        Assert.Equal("a vector [3]", Last(Sequence(5, 3), Line(kind)));
        Assert.Equal(["NLC1001 @2"], Problems(Input(3), Line(kind)));
    }

    [Fact]
    public void AutomaticNames_AreSharedByOneAndTwoAxes() =>
        Assert.Equal(["conv1", "pool1", "conv2", "pool2"],
            Model(Image(1, 28, 28), Conv2D(2, 3), Line("MaxPool2D", ("Kernel", 2)), Conv2D(2, 3), Line("GlobalAvgPool")).Layers.Select(layer => layer.Declaration.Name));

    [Theory]
    [InlineData(8, 1, true, (8 * 6 * 9) + 8)]
    [InlineData(8, 2, true, (8 * 3 * 9) + 8)]
    [InlineData(12, 6, false, 12 * 9)]
    public void ParametersAndMultiplyAdds_AreCounted(int channels, int groups, bool bias, int parameters)
    {
        var layer = Model(Image(6, 10, 8), Conv2D(channels, 3, ("Groups", groups), ("Bias", bias))).Layers[0];
        Assert.Equal(parameters, layer.Kind.CountParameters(layer.Declaration, layer.Input));
        Assert.Equal(channels * (6 / groups) * 9L * 8 * 6, layer.Kind.CountMultiplyAdds(layer.Declaration, layer.Input));
    }

    [Theory]
    [InlineData("Conv1D", "NLC1001 @2 NLC1017 @2")]
    [InlineData("Conv2D", "NLC1017 @2")]
    [InlineData("MaxPool2D", "NLC1017 @2")]
    public void WindowWithoutSize_IsReported(string kind, string expected) =>
        Assert.Equal(expected, string.Join(" ", Problems(Image(1, 9, 9), Line(kind, ("Channels", 4)))));

    [Fact]
    public void HalfAWindow_IsReported() =>
        Assert.Equal(["NLC1017 @2"], Problems(Image(1, 9, 9), Line("AvgPool2D", ("KernelWidth", 3))));

    [Theory]
    [InlineData("Kernel", 10, "NLC1018 @2.Kernel")]
    [InlineData("KernelWidth", 10, "NLC1018 @2.KernelWidth")]
    [InlineData("Dilation", 5, "NLC1018 @2.Kernel")]
    [InlineData("DilationHeight", int.MaxValue, "NLC1018 @2.Kernel")]
    [InlineData("Kernel", int.MaxValue, "NLC1018 @2.Kernel")]
    [InlineData("Kernel", 0, "NLC0011 @2.Kernel")]
    [InlineData("Stride", 0, "NLC0011 @2.Stride")]
    [InlineData("StrideWidth", -1, "NLC0011 @2.StrideWidth")]
    [InlineData("Dilation", 0, "NLC0011 @2.Dilation")]
    [InlineData("PaddingHeight", -1, "NLC0011 @2.PaddingHeight")]
    [InlineData("Groups", 0, "NLC0011 @2.Groups")]
    [InlineData("Groups", 3, "NLC1019 @2.Groups")]
    [InlineData("Channels", 0, "NLC0011 @2.Channels")]
    [InlineData("Padding", int.MaxValue, "NLC1008 @2 NLC1008 @2")]
    [InlineData("Channels", int.MaxValue, "NLC1008 @2")]
    public void WrongNumberOfAConvolution_IsReportedWhereItStands(string slot, int value, string expected) =>
        Assert.Equal(expected, string.Join(" ", Problems(Image(2, 9, 9), Conv2D(4, 3, (slot, value)))));

    [Theory]
    [InlineData(PaddingMode.Same, "Stride", 2, "NLC1020 @2.PaddingMode")]
    [InlineData(PaddingMode.Same, "StrideWidth", 2, "NLC1020 @2.PaddingMode")]
    [InlineData(PaddingMode.Same, "Padding", 0, "NLC1020 @2.PaddingMode")]
    [InlineData(PaddingMode.Same, "PaddingWidth", 1, "NLC1020 @2.PaddingMode")]
    [InlineData(PaddingMode.Causal, "Dilation", 1, "NLC1020 @2.PaddingMode")]
    [InlineData(PaddingMode.Valid, "Padding", 1, "")]
    [InlineData((PaddingMode)7, "Padding", 1, "NLC0011 @2.PaddingMode")]
    public void PaddingMode_MustFit(object mode, string slot, int value, string expected) =>
        Assert.Equal(expected, string.Join(" ", Problems(Image(2, 9, 9), Conv2D(4, 3, ("PaddingMode", mode), (slot, value)))));

    [Theory]
    [InlineData(3, "Padding", 2, "NLC0011 @2.Padding")]
    [InlineData(3, "Padding", 1, "")]
    [InlineData(2, "PaddingWidth", 2, "NLC0011 @2.PaddingWidth")]
    [InlineData(20, "Stride", 1, "NLC1018 @2.Kernel")]
    [InlineData(20, "Padding", 10, "")]
    public void WindowOfAPooling_MustSeeInputs(int kernel, string slot, int value, string expected) =>
        Assert.Equal(expected, string.Join(" ", Problems(Image(2, 9, 9), Line("MaxPool2D", ("Kernel", kernel), (slot, value)))));

    [Fact]
    public void WrongAxes_DoNotHideWrongNumbers() =>
        Assert.Equal(["NLC1001 @2", "NLC0011 @2.Stride"], Problems(Input(784), Conv2D(4, 3, ("Stride", 0))));

    [Fact]
    public void UnknownInput_IsSilentButForTheArguments() =>
        Assert.Equal(["NLC0011 @2.Units", "NLC0011 @3.Kernel"], Problems(Sequence(4, 3), Dense(0), Line("Conv1D", ("Channels", 4), ("Kernel", 0))));

    private static string Last(params NeuralLearn.Compiled.Generator.Declarations.AttributeDeclaration[] lines)
    {
        var model = Model(lines);
        Assert.Empty(model.Problems);
        return model.Outputs[0].Shape.Describe();
    }
}
