using NeuralLearn.Compiled.Conformance.Fakes;
using NeuralLearn.Compiled.Conformance.Running;
using NeuralLearn.Compiled.Conformance.Sweeps.Dense;
using NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

namespace NeuralLearn.Compiled.Conformance.Harness;

/// <summary>Whether a sweep would find a mistake, with layers that are wrong on purpose.</summary>
public sealed class SweepHarnessTests
{
    /// <summary>Sums in the simplest order keep within the bound too: it does not depend on how the emitted code adds.</summary>
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 5)]
    [InlineData(40, 40)]
    public void RightDense_Passes(int inputs, int outputs)
    {
        var report = Check(inputs, outputs, LoopFault.None);
        Assert.Empty(report.Problems);
        Assert.True(report.Comparisons > 80, $"{report.Comparisons} comparisons");
    }

    [Theory]
    [InlineData(LoopFault.SkipsLastWeight, "Forward[")]
    [InlineData(LoopFault.SkipsLastWeight, "Forward of integers[")]
    [InlineData(LoopFault.AddsBatchBackwards, "ForwardBatch of 3 and Forward: bits differ")]
    [InlineData(LoopFault.WritesBehindOutput, "behind the span was overwritten")]
    [InlineData(LoopFault.LeavesOutOutput, "was never written")]
    [InlineData(LoopFault.ChangesInput, "is input and was changed")]
    [InlineData(LoopFault.ForgetsMean, "BackwardBatch of 33, gradient[")]
    [InlineData(LoopFault.ForgetsLastRow, "BackwardBatch of 9 and Backward row by row: bits differ")]
    [InlineData(LoopFault.TransposesInputGradient, "InputGradient[")]
    public void WrongDense_IsCaught(LoopFault fault, string problem)
    {
        Assert.Contains(Check(7, 5, fault).Problems, found => found.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void GraphsOfOneSeed_AreTheSame()
    {
        for (var number = 0; number < 20; number++)
        {
            var one = RandomGraph.Draw(5, number, ConformancePass.Default);
            Assert.Equal(one.ToString(), RandomGraph.Draw(5, number, ConformancePass.Default).ToString());
            Assert.NotEqual(one.ToString(), RandomGraph.Draw(6, number, ConformancePass.Default).ToString());
        }
    }

    private static Report Check(int inputs, int outputs, LoopFault fault)
    {
        var size = new DenseSize(inputs, outputs, ConformancePass.Default);
        var report = new Report();
        DenseCheck.Run(size, () => new LoopDense(size, fault), report);
        return report;
    }
}
