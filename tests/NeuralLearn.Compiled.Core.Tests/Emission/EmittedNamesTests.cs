using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Emission;

namespace NeuralLearn.Compiled.Core.Tests.Emission;

public sealed class EmittedNamesTests
{
    private static readonly string[] Names =
    [
        "Net", "net", "NET", "nEt", "_Net", "Net_", "A.Net", "A.net", "a.Net", "A_Net", "A._Net", "A_.Net", "A__Net", "A.B.Net", "A_B.Net", "A.B_Net", "A_B_Net",
        "u005fNet", "A.u005fNet", "_00Net", "A.Größe", "A.GrÖße", "A.Grosse", "A.模型", "𝒩", "class", "int", "nint",
        new string('x', 100) + "a", new string('x', 100) + "b",
    ];

    [Fact]
    public void DifferentTypes_GetDifferentNamespaces() =>
        Assert.Equal(Names.Length, Names.Select(name => EmittedNames.Namespace(Type(name))).Distinct(StringComparer.Ordinal).Count());

    [Fact]
    public void DifferentTypes_GetFilesThatDifferWithoutCase() =>
        Assert.Equal(Names.Length, Names.Select(name => EmittedNames.FileStem(Type(name))).Distinct(StringComparer.OrdinalIgnoreCase).Count());

    [Fact]
    public void Namespace_IsMadeOfIdentifiersThatAreNoKeywords() => Assert.All(Names, name =>
    {
        var parts = EmittedNames.Namespace(Type(name)).Split('.');
        Assert.Equal(["NeuralLearn", "Compiled", "Generated"], parts.SkipLast(1));
        Assert.True(parts[^1][0] == '_' || char.IsLetter(parts[^1][0]), parts[^1]);
        Assert.All(parts[^1], character => Assert.True(char.IsLetterOrDigit(character) || character == '_', parts[^1]));
        Assert.Contains('_', parts[^1]);
    });

    [Fact]
    public void FileStem_StaysShort() => Assert.All(Names, name => Assert.True(EmittedNames.FileStem(Type(name)).Length <= 89));

    [Theory]
    [InlineData("net", "@net")]
    [InlineData("class", "@class")]
    [InlineData("Net", "Net")]
    [InlineData("net1", "net1")]
    [InlineData("größe", "größe")]
    public void TypeName_EscapesWhatIsOrMayBecomeAKeyword(string name, string expected) => Assert.Equal(expected, Literal.TypeName(name));

    private static TypeIdentity Type(string metadataName) => Declared.Type() with { MetadataName = metadataName };
}
