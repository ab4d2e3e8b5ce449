using NeuralLearn.Compiled.Generator.Emission;

namespace NeuralLearn.Compiled.Core.Tests.Emission;

public sealed class MermaidTextTests
{
    [Theory]
    [InlineData("a\"b", "a#34;b")]
    [InlineData("<br/>", "#60;br/#62;")]
    [InlineData("`x` #1; a_b", "#96;x#96; #35;1#59; a#95;b")]
    [InlineData("a\nb\u2028c", "a b c")]
    [InlineData("größe_模型", "größe#95;模型")]
    public void Words_AreWrittenSoThatNothingEndsTheBox(string name, string written)
    {
        var model = Declared.Model(Declared.Input(4), Declared.Line("Dense", ("Units", 2), ("Name", name)));
        Assert.Contains(MermaidText.Lines(model), line => line.StartsWith($"    layer0[\"{written}<br/>", StringComparison.Ordinal));
    }
}
