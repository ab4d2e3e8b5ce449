using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Which projects are told about NativeAOT's instruction set.</summary>
public sealed class InstructionSetTests
{
    private const string Network = "using NeuralLearn.Compiled;\n[Network, Input(4), Dense(2)] public partial class Net { }";

    public static TheoryData<int, string, string?, string?, string?, string?> Projects => new()
    {
        { 1, Network, "true", null, "linux-x64", null },
        { 1, Network, "true", " ", "", "osx-x64" },
        { 1, Network + "\n[Network, Input(4), Dense(2)] public partial class Other { }", "true", "", "linux-x64", "" },
        { 0, Network, "true", "native", "linux-x64", "" },
        { 0, Network, "false", "", "linux-x64", "" },
        { 0, Network, null, null, null, null },
        { 0, Network, "true", "", "linux-arm64", "linux-x64" },
        { 0, Network, "true", "", "", "osx-arm64" },
        { 0, "public class Net { }", "true", "", "linux-x64", "" },
    };

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_IsToldAtMostOnce(int times, string source, string? publishAot, string? instructionSet, string? system, string? machine)
    {
        var properties = new Dictionary<string, string?>
        {
            ["PublishAot"] = publishAot,
            ["IlcInstructionSet"] = instructionSet,
            ["RuntimeIdentifier"] = system,
            ["NETCoreSdkPortableRuntimeIdentifier"] = machine,
        };
        var said = UserProject.Analyze(new UserProject(source).Compile(), properties.Where(pair => pair.Value is not null).ToDictionary(pair => pair.Key, pair => pair.Value!));
        Assert.Equal(Enumerable.Repeat("NLC2003", times), said.Select(message => message.Id));
    }
}
