using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Which indices the members of a network let in.</summary>
public sealed class IndexLimitTests
{
    [Theory]
    [InlineData("Embedding(10, 4), Rnn(3)")]
    [InlineData("Expect(5), Embedding(10, 4), Rnn(3)")]
    [InlineData("Expect(5), Expect(5), Embedding(10, 4), Rnn(3)")]
    [InlineData("Embedding(30, 4, Name = \"a\"), Expect(5, From = \"input\"), Embedding(10, 4, Name = \"b\"), Add(\"a\", \"b\"), Rnn(3)")]
    public void Indices_AreThoseOfTheSmallestEmbeddingThatReadsThem(string layers)
    {
        var generated = new UserProject("using NeuralLearn.Compiled;\n[Network, Input(5, Kind = InputKind.Indices), " + layers + "] public partial class Net { }").Generate();
        generated.AssertClean();
        var surface = Assert.Single(generated.Files, file => file.HintName.EndsWith(".Network.g.cs", StringComparison.Ordinal)).SourceText.ToString();
        Assert.Contains("Check.Indices(input, 10, nameof(input));", surface, StringComparison.Ordinal);
        Assert.DoesNotContain("Check.Indices(input, 0,", surface, StringComparison.Ordinal);
    }
}
