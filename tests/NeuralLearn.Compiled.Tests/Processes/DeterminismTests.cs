using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Tests.Processes;

/// <summary>One set of bits at every vector width; with Arithmetic.Portable one set on everything.</summary>
public sealed class DeterminismTests(ITestOutputHelper output)
{
    public static TheoryData<string, string, string> Levels => new()
    {
        { "DOTNET_EnableAVX512=0", "256", "yes" },
        { "DOTNET_PreferredVectorBitWidth=128", "128", "yes" },
        { "DOTNET_EnableAVX2=0", "128", "no" },
        { "DOTNET_EnableHWIntrinsic=0", "scalar", "no" },
    };

    [Theory]
    [MemberData(nameof(Levels))]
    public void Level_HasTheBitsOfTheDefault(string setting, string level, string fma)
    {
        if (!Fma.IsSupported && Vector128.IsHardwareAccelerated)
        {
            // On hardware without x64's switches only the default level exists; it is checked below.
            level = "128";
            fma = System.Runtime.Intrinsics.Arm.AdvSimd.IsSupported ? "yes" : "no";
        }

        var (exitCode, usual) = ProcessRun.Determinism();
        Assert.Equal(0, exitCode);
        var parts = setting.Split('=');
        var (code, lines) = ProcessRun.Determinism((parts[0], parts[1]));
        output.WriteLine($"{setting}: level {lines["level"]}, fma {lines["fma"]}, fused {lines["fused"]}, portable {lines["portable"]}; default: level {usual["level"]}");
        Assert.Equal(0, code);
        Assert.Equal(level, lines["level"]);
        Assert.Equal(fma, lines["fma"]);
        Assert.Equal(usual["portable"], lines["portable"]);
        if (fma == usual["fma"])
        {
            Assert.Equal(usual["fused"], lines["fused"]);
        }
        else
        {
            // Without the fused instruction the default arithmetic is the portable one.
            Assert.Equal(lines["portable"], lines["fused"]);
        }
    }

    [Fact]
    public void TwoProcesses_HaveTheSameBits()
    {
        var (_, first) = ProcessRun.Determinism();
        var (_, second) = ProcessRun.Determinism(("DOTNET_TieredCompilation", "0"));
        Assert.Equal(first["fused"], second["fused"]);
        Assert.Equal(first["portable"], second["portable"]);
        Assert.NotEqual(first["fused"], first["portable"]);
    }

    /// <summary>A change of these bits is a change of what networks mean: the changelog must say so.</summary>
    [Fact]
    public void PortableBits_AreThoseOnRecord()
    {
        var (_, lines) = ProcessRun.Determinism();
        Assert.Equal(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Processes", "portable.txt")).Trim(), lines["portable"]);
    }
}
