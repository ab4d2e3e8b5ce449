using System.Runtime.InteropServices;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Tests.Processes;

public sealed class JitTests(ITestOutputHelper output)
{
    private const string Generated = "NeuralLearn.Compiled.Generated.";

    private const string Large = Generated + "NeuralLearn_Compiled_Determinism_Reference_Large_";

    private const string Layered = Generated + "NeuralLearn_Compiled_Determinism_Reference_Layers_";

    /// <summary>The networks that speed is measured with, large ones, and those of the samples; what others cost is printed only.</summary>
    private static readonly string[] Watched =
        [Generated + "NeuralLearn_Compiled_Determinism_Reference_", Generated + "QuickStart_", Generated + "TextbookRegression_"];

    private const int WatchedNetworks = 16;

    /// <summary>Networks of other layers, and those of them that run step by step.</summary>
    private const int LayerNetworks = 4;
    private const int Streams = 3;

    public static TheoryData<string> Levels => ["", "DOTNET_EnableAVX512=0", "DOTNET_PreferredVectorBitWidth=128"];

    /// <summary>Registers as wide as kernels are planned for.</summary>
    public static TheoryData<string> WideLevels => ["", "DOTNET_EnableAVX512=0"];

    /// <summary>The JIT says itself how it compiled each method: private kernels and passes at full speed from the first call.</summary>
    [Fact]
    public void KernelsAndPasses_AreOptimisedFromTheFirstCall()
    {
        var methods = Jit("DOTNET_JitDisasmSummary", "1", "", "");
        var kernels = methods.Where(line => line.Contains(":Kernels", StringComparison.Ordinal) || line.Contains("Kernels512:", StringComparison.Ordinal)
            || line.Contains("Kernels256:", StringComparison.Ordinal) || line.Contains("Kernels128:", StringComparison.Ordinal)
            || line.Contains("KernelsScalar:", StringComparison.Ordinal)).ToList();
        Assert.True(kernels.Count > 40, $"only {kernels.Count} kernels in {methods.Length} lines");
        Assert.All(kernels, line => Assert.Contains("FullOpts", line, StringComparison.Ordinal));
        Assert.DoesNotContain(methods, line => line.Contains("MinOpts", StringComparison.Ordinal) && line.Contains("Generated", StringComparison.Ordinal));
        Assert.Contains(methods, line => line.Contains("Passes:Forward", StringComparison.Ordinal) && line.Contains("FullOpts", StringComparison.Ordinal));
    }

    /// <summary>
    /// A method with too much in it is compiled without optimisation, or its functions on vectors stay calls, which keep no vector in a
    /// register: code that is right and many times slower. The JIT's own listing shows it.
    /// </summary>
    [Theory]
    [MemberData(nameof(Levels))]
    public void Kernels_AreOptimisedAndCallNothingInLoops(string setting)
    {
        var kernels = Kernels(setting, out var level);
        if (kernels.Count == 0)
        {
            return;
        }

        var watched = kernels.Where(IsWatched).ToList();

        // At 128 bits a multiply-add is a function of the library, and long formulas over many outputs are more than the JIT inlines.
        var asserted = watched.Where(kernel => level != "128" || !IsLarge(kernel)).ToList();
        Assert.Equal(WatchedNetworks, watched.Count(kernel => kernel.Name.Contains(":Train(", StringComparison.Ordinal)));
        Assert.Equal(WatchedNetworks + LayerNetworks, watched.Count(kernel => kernel.Name.Contains(":Forward(", StringComparison.Ordinal)));
        Assert.Equal(Streams, watched.Count(kernel => kernel.Name.Contains(":Step(", StringComparison.Ordinal)));
        AssertNone(kernels.Where(kernel => kernel.Tier != "FullOpts").Select(kernel => $"{kernel.Name} is compiled with {kernel.Tier}"));
        foreach (var kernel in kernels.Except(asserted))
        {
            Print(Foreign(kernel, inLoopsOnly: true));
        }

        Assert.True(watched.SelectMany(kernel => kernel.Calls).Any(call => call.IsInLoop), $"No kernel of {level} bits calls another for leftover rows: is the listing read right?");
        AssertNone(asserted.SelectMany(kernel => Foreign(kernel, inLoopsOnly: true)));
    }

    /// <summary>Where registers are as wide as kernels are planned for, nothing at all is called but other kernels.</summary>
    [Theory]
    [MemberData(nameof(WideLevels))]
    public void Kernels_HaveTheFunctionsOnVectorsInTheirOwnCode(string setting)
    {
        // A sample of a large network takes its memory from the thread rather than from the stack, and a window of a recurrent layer clears
        // memory before its first step. A step of a stream, and what convolutions do with their poolings, need nothing.
        var watched = Kernels(setting, out var level).Where(kernel => IsWatched(kernel) && !IsLarge(kernel) && (!kernel.Name.StartsWith(Layered, StringComparison.Ordinal) || IsWholeInItself(kernel.Name))).ToList();
        if (level is "256" or "512")
        {
            Assert.NotEmpty(watched);
            AssertNone(watched.SelectMany(kernel => Foreign(kernel, inLoopsOnly: false)));
        }
    }

    private static bool IsWatched(MachineCode kernel) => Watched.Any(prefix => kernel.Name.StartsWith(prefix, StringComparison.Ordinal));

    private static bool IsLarge(MachineCode kernel) => kernel.Name.StartsWith(Large, StringComparison.Ordinal);

    private static bool IsWholeInItself(string name) =>
        ((string[])[":Step(", "StepRow(", "Maxpool"]).Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>
    /// What a kernel calls that is not a kernel of the same class. Those call each other for rows that are left over from a tile, and
    /// where a pass has too many layers for one method.
    /// </summary>
    private static IEnumerable<string> Foreign(MachineCode kernel, bool inLoopsOnly) => kernel.Calls
        .Where(call => (call.IsInLoop || !inLoopsOnly) && MachineCode.ClassOf(call.Target) != kernel.Class)
        .GroupBy(call => call.Target)
        .Select(calls => $"{kernel.Name} calls {calls.Key}{(calls.Any(call => call.IsInLoop) ? " in a loop" : "")} ({calls.Count()} ×)");

    private static void AssertNone(IEnumerable<string> problems)
    {
        var text = string.Join(Environment.NewLine, problems);
        Assert.True(text.Length == 0, text);
    }

    private void Print(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            output.WriteLine(line.Replace("NeuralLearn.Compiled.", "", StringComparison.Ordinal).Replace("System.Runtime.Intrinsics.", "", StringComparison.Ordinal));
        }
    }

    /// <summary>The kernels of the width that the process has under a setting; none where listings look different.</summary>
    private static List<MachineCode> Kernels(string setting, out string level)
    {
        level = "";
        if (RuntimeInformation.ProcessArchitecture != Architecture.X64)
        {
            return [];
        }

        var lines = Jit("DOTNET_JitDisasm", "*Kernels512:* *Kernels256:* *Kernels128:*", setting, "kernels");
        var kernels = MachineCode.Read(lines);
        level = kernels[0].Class[^3..];
        return kernels;
    }

    /// <summary>What the JIT of a process of its own prints.</summary>
    private static string[] Jit(string request, string what, string setting, string argument)
    {
        var file = Path.GetTempFileName();
        try
        {
            var environment = new List<(string, string)> { ("DOTNET_JitStdOutFile", file), (request, what) };
            if (setting.Split('=') is [var name, var value])
            {
                environment.Add((name, value));
            }

            ProcessRun.Determinism(argument, [.. environment]);
            return File.ReadAllLines(file);
        }
        finally
        {
            File.Delete(file);
        }
    }
}
