namespace NeuralLearn.Compiled.Tests.Processes;

public sealed class JitTests
{
    /// <summary>The JIT says itself how it compiled each method: private kernels and passes at full speed from the first call.</summary>
    [Fact]
    public void KernelsAndPasses_AreOptimisedFromTheFirstCall()
    {
        var file = Path.GetTempFileName();
        try
        {
            ProcessRun.Determinism(("DOTNET_JitStdOutFile", file), ("DOTNET_JitDisasmSummary", "1"));
            var methods = File.ReadAllLines(file);
            var kernels = methods.Where(line => line.Contains(":Kernels", StringComparison.Ordinal) || line.Contains("Kernels512:", StringComparison.Ordinal)
                || line.Contains("Kernels256:", StringComparison.Ordinal) || line.Contains("Kernels128:", StringComparison.Ordinal)
                || line.Contains("KernelsScalar:", StringComparison.Ordinal)).ToList();
            Assert.True(kernels.Count > 40, $"only {kernels.Count} kernels in {methods.Length} lines");
            Assert.All(kernels, line => Assert.Contains("FullOpts", line, StringComparison.Ordinal));
            Assert.DoesNotContain(methods, line => line.Contains("MinOpts", StringComparison.Ordinal) && line.Contains("Generated", StringComparison.Ordinal));
            Assert.Contains(methods, line => line.Contains("Passes:Forward", StringComparison.Ordinal) && line.Contains("FullOpts", StringComparison.Ordinal));
        }
        finally
        {
            File.Delete(file);
        }
    }
}
