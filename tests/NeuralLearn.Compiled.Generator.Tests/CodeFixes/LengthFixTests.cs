using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.UseSites;

namespace NeuralLearn.Compiled.Generator.Tests.CodeFixes;

/// <summary>Lengths at the use of a network become what the network takes.</summary>
public sealed class LengthFixTests
{
    public static TheoryData<string, string> Changes => new()
    {
        { "net.Forward(new float[63], new float[3]);", "net.Forward(new float[Net.InputSize], new float[3]);" },
        { "net.Forward(new float[/* a */ 63 /* b */], new float[3]);", "net.Forward(new float[/* a */ Net.InputSize /* b */], new float[3]);" },
        { "net.Forward(stackalloc float[63], new float[3]);", "net.Forward(stackalloc float[Net.InputSize], new float[3]);" },
        { "net.Forward(new float[4], new float[2]);", "net.Forward(new float[4], new float[Net.OutputSize]);" },
        { "var x = new float[2 * 3]; net.Forward(x, new float[3]);", "var x = new float[Net.InputSize]; net.Forward(x, new float[3]);" },
        { "net.Forward(System.GC.AllocateArray<float>(5), new float[3]);", "net.Forward(System.GC.AllocateArray<float>(Net.InputSize), new float[3]);" },
        { "net.CopyParametersTo(new float[3]);", "net.CopyParametersTo(new float[Net.ParameterCount]);" },
        { "Stream.State state = default; stream.Step(new float[3], ref state, new float[3]);", "Stream.State state = default; stream.Step(new float[2], ref state, new float[3]);" },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Fix_MakesTheLengthRight(string before, string after)
    {
        Assert.Equal(Source(after), await CodeFixRun.Apply(Source(before), "NLC3001"));
        Assert.Empty(UserProject.Analyze(new UserProject(Source(after)).Compile()).Select(Generated.Describe));
    }

    [Theory]
    [InlineData("net.Forward(new float[63], new float[3]);", "Make the length Net.InputSize")]
    [InlineData("net.Forward(new float[] { 1, 2 }, new float[3]);", "")]
    [InlineData("net.Forward((new float[9])[..3], new float[3]);", "")]
    [InlineData("stream.Forward(new float[3], new float[3]);", "")]
    public async Task Fix_IsOfferedWhereMemoryIsMade(string statement, string titles) =>
        Assert.Equal(titles.Split('|', StringSplitOptions.RemoveEmptyEntries), await CodeFixRun.Titles(Source(statement), "NLC3001"));

    [Fact]
    public async Task FixAll_FixesEveryLengthOfTheFile() => Assert.Equal(
        Source("net.Forward(new float[Net.InputSize], new float[Net.OutputSize]);"),
        await CodeFixRun.ApplyToAll(Source("net.Forward(new float[5], new float[2]);"), "NLC3001"));

    [Fact]
    public async Task NetworkOfAnotherNamespace_IsNamedInFull() => Assert.Equal(
        "namespace Nets { [NeuralLearn.Compiled.Network, NeuralLearn.Compiled.Input(4), NeuralLearn.Compiled.Dense(3)] public partial class Far { } }\nclass Use { void Run(Nets.Far net) { net.Forward(new float[Nets.Far.InputSize], new float[3]); } }",
        await CodeFixRun.Apply("namespace Nets { [NeuralLearn.Compiled.Network, NeuralLearn.Compiled.Input(4), NeuralLearn.Compiled.Dense(3)] public partial class Far { } }\nclass Use { void Run(Nets.Far net) { net.Forward(new float[5], new float[3]); } }", "NLC3001"));

    private static string Source(string statements) => UsedNetworks.For("Net Stream") + "class Use { void Run(Net net, Stream stream) { " + statements + " } }\n";
}
