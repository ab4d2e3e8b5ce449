namespace NeuralLearn.Compiled.Tests.Features;

public sealed class OverlapTests
{
#if DEBUG
    [Fact]
    public void OutputOverItsInput_IsFoundInDebugBuilds()
    {
        var net = new Keeping(1);
        var memory = new float[60];
        Assert.Throws<ArgumentException>("output", () => net.Forward(memory.AsSpan(0, 50), memory.AsSpan(49, 3)));
        Assert.Throws<ArgumentException>("RowLoss", () => net.BackwardBatch(new Keeping.Batch { Input = memory.AsSpan(0, 50), Target = memory.AsSpan(50, 3), RowLoss = memory.AsSpan(52, 1) }));
        net.Forward(memory.AsSpan(0, 50), memory.AsSpan(50, 3));
    }
#else
    [Fact]
    public void ReleaseBuilds_DoNotPayForTheSearch() =>
        Assert.Contains(
            typeof(Check).GetMethod(nameof(Check.Apart))!.GetCustomAttributes(typeof(System.Diagnostics.ConditionalAttribute), false),
            attribute => ((System.Diagnostics.ConditionalAttribute)attribute).ConditionString == "DEBUG");
#endif
}
