using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Schedule;
using static NeuralLearn.Compiled.Core.Tests.Declared;

namespace NeuralLearn.Compiled.Core.Tests.Schedule;

/// <summary>Which convolutions are one operation with the pooling behind them.</summary>
public sealed class PooledConvTests
{
    private static readonly AttributeDeclaration Pool = Line("MaxPool2D", ("Kernel", 2));

    [Fact]
    public void ConvolutionsWithPoolings_AreOneStepEach_AndWorkOutWhatIsRead()
    {
        var plan = NetworkCompiler.Plan(Declared.Model(
            Image(1, 28, 28), Conv2D(8, 3, ("Activation", Activation.ReLU)), Pool, Conv2D(16, 3, ("Activation", Activation.ReLU)), Pool, Line("Flatten"), Dense(10), Line("CrossEntropyLoss")));
        foreach (var pass in new[] { plan.Inference, plan.Training!.Losses.Forward, plan.Training.Evaluation.Forward })
        {
            // The second pooling leaves out the last line and column of 11 × 11, and so nobody reads those of the first one's 13 × 13.
            var steps = pass.Steps.OfType<PooledConvStep>().ToList();
            Assert.Equal([(12, 12), (5, 5)], steps.Select(step => step.Pooled.Read));
            Assert.DoesNotContain(pass.Steps, step => step is ConvStep or PoolStep or MapStep);
        }

        Assert.All(plan.Training!.Losses.Forward.Steps.OfType<PooledConvStep>(), step => Assert.True(step.Keeps));
        Assert.All(plan.Inference.Steps.OfType<PooledConvStep>(), step => Assert.False(step.Keeps));
        Assert.DoesNotContain(plan.Training.Losses.Backward, step => step is ConvWeightGradientStep or ConvInputGradientStep or PoolGradientStep);
    }

    private static readonly Dictionary<string, AttributeDeclaration[]> Others = new(StringComparer.Ordinal)
    {
        ["another activation"] = [Conv2D(8, 3, ("Activation", Activation.Tanh)), Pool],
        ["padding"] = [Conv2D(8, 3, ("Padding", 1)), Pool],
        ["groups"] = [Conv2D(8, 3, ("Groups", 4)), Pool],
        ["windows that overlap"] = [Conv2D(8, 3), Line("MaxPool2D", ("Kernel", 3), ("Stride", 2))],
        ["a mean"] = [Conv2D(8, 3), Line("AvgPool2D", ("Kernel", 2))],
        ["a layer between"] = [Conv2D(8, 3), Line("BatchNorm"), Pool],
        ["one window"] = [Conv2D(8, 3), Line("GlobalMaxPool"), Dense(4)],
    };

    public static TheoryData<string> OtherNames => [.. Others.Keys];

    [Theory]
    [MemberData(nameof(OtherNames))]
    public void OtherConvolutions_AreStepsOfTheirOwn(string what)
    {
        var plan = NetworkCompiler.Plan(Declared.Model([Image(4, 12, 12), .. Others[what]]));
        Assert.DoesNotContain(plan.Inference.Steps, step => step is PooledConvStep);
        Assert.Contains(plan.Inference.Steps, step => step is ConvStep);
    }

    [Fact]
    public void Frame_CoversWhatAWindowSaw_WhicheverWasTheLargest()
    {
        var plan = NetworkCompiler.Plan(Declared.Model(Image(8, 20, 20), Conv2D(4, 3, ("Stride", 2)), Line("MaxPool2D", ("Kernel", 3))));
        var pooled = plan.Inference.Steps.OfType<PooledConvStep>().Single().Pooled;
        Assert.Equal((7, 7), pooled.Patch);
        Assert.Equal((11, 11), pooled.Frame);
        var shifts = pooled.Taps.Select(tap => pooled.Shift(tap.Line, tap.Place)).ToList();
        Assert.Equal(9, shifts.Distinct().Count());
        Assert.Equal((0, pooled.FrameStart), (shifts.Min(), shifts.Max()));
        Assert.True(shifts.Max() + (6 * pooled.FrameLine) + (7 * 8) <= pooled.FrameFloats);
    }
}
