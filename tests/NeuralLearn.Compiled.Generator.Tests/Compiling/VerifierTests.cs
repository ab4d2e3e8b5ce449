using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using Xunit.Sdk;

namespace NeuralLearn.Compiled.Generator.Tests.Compiling;

/// <summary>The verifiers themselves: what they are to find, they find.</summary>
public sealed class VerifierTests
{
    [Fact]
    public void Marks_AreTakenOutAndMayBeNested()
    {
        var markup = Markup.Parse("a {|NLC0001:b {|NLC0002:c|} d|} e | f || {|");
        Assert.Equal("a b c d e | f || {|", markup.Text);
        Assert.Equal([("NLC0001", new TextSpan(2, 5)), ("NLC0002", new TextSpan(4, 1))], markup.Expected);
    }

    [Fact]
    public void MarkLeftOpen_IsAMistake() => Assert.ThrowsAny<XunitException>(() => Markup.Parse("{|NLC0001:a"));

    [Theory]
    [InlineData("class A { unknown x; }")]
    [InlineData("class A { int x; }")]
    [InlineData("/// <summary>a < b</summary>\npublic class A { }")]
    [InlineData("public class A { public string? F() => null; public int G() => F().Length; }")]
    public void ErrorOrWarning_IsNotClean(string source) =>
        Assert.ThrowsAny<XunitException>(() => (new UserProject(source) { Documentation = DocumentationMode.Diagnose }).Generate().AssertClean());

    [Fact]
    public void SampleWithoutNetwork_IsClean() =>
        (new UserProject("/// <summary>Text.</summary>\npublic class A { }") { Documentation = DocumentationMode.Diagnose }).Generate().AssertClean();

    [Fact]
    public void OldFramework_LacksOnlyTheVectors()
    {
        var compilation = (new UserProject("class A { System.Span<int> F() => default; }") { References = Framework.WithoutVector512 }).Compile();
        Assert.Empty(compilation.GetDiagnostics().Where(message => message.Severity == DiagnosticSeverity.Error));
        Assert.Null(compilation.GetTypeByMetadataName("System.Runtime.Intrinsics.Vector512"));
        Assert.NotNull(new UserProject("").Compile().GetTypeByMetadataName("System.Runtime.Intrinsics.Vector512"));
    }
}
