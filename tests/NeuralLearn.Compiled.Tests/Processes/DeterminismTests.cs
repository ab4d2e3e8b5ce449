using System.Globalization;
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
        Assert.Equal(Portable(usual), Portable(lines));
        if (fma == usual["fma"])
        {
            Assert.Equal(Fused(usual), Fused(lines));
        }
        else
        {
            // Without the fused instruction the default arithmetic is the portable one.
            Assert.Equal(lines["portable"], lines["fused"]);
            Assert.Equal(Portable(lines).Select(line => line.Replace("Portable", "", StringComparison.Ordinal)), Fused(lines));
        }
    }

    /// <summary>One kind of network each, so that a hash that changes says where.</summary>
    [Theory]
    [InlineData("Classifier")]
    [InlineData("Images")]
    [InlineData("Gestures")]
    [InlineData("Residual")]
    public void EveryKindOfNetwork_HasAHashOfEachArithmetic(string name)
    {
        var (_, lines) = ProcessRun.Determinism();
        Assert.NotEqual(lines[name], lines["Portable" + name]);
    }

    [Fact]
    public void TwoProcesses_HaveTheSameBits()
    {
        var (_, first) = ProcessRun.Determinism();
        var (_, second) = ProcessRun.Determinism(("DOTNET_TieredCompilation", "0"));
        Assert.Equal(Fused(first), Fused(second));
        Assert.Equal(Portable(first), Portable(second));
        Assert.NotEqual(first["fused"], first["portable"]);
    }

    [Fact]
    public void ObjectsThatMoveMeanwhile_ChangeNoBits()
    {
        var (_, usual) = ProcessRun.Determinism();
        var (code, lines) = ProcessRun.Determinism("moving", []);
        output.WriteLine($"objects moved {lines["moved"]} times");
        Assert.Equal(0, code);
        Assert.True(int.Parse(lines["moved"], CultureInfo.InvariantCulture) > 200);
        Assert.Equal(Fused(usual), Fused(lines));
        Assert.Equal(Portable(usual), Portable(lines));
    }

    /// <summary>A change of these bits is a change of what networks mean: the changelog must say so.</summary>
    [Fact]
    public void PortableBits_AreThoseOnRecord()
    {
        var (_, lines) = ProcessRun.Determinism();
        var recorded = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Processes", "portable.txt"));
        string[] bits = [.. Portable(lines), "portable " + lines["portable"]];
        Assert.Equal(recorded, bits);
    }

    private static List<string> Portable(Dictionary<string, string> lines) =>
        [.. lines.Where(line => line.Key.StartsWith("Portable", StringComparison.Ordinal)).Select(line => $"{line.Key} {line.Value}")];

    /// <summary>The networks with the default arithmetic: their names, too, begin with a capital.</summary>
    private static List<string> Fused(Dictionary<string, string> lines) =>
        [.. lines.Where(line => char.IsUpper(line.Key[0]) && !line.Key.StartsWith("Portable", StringComparison.Ordinal)).Select(line => $"{line.Key} {line.Value}")];
}
