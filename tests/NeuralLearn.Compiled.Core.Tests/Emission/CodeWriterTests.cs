using NeuralLearn.Compiled.Generator.Emission;

namespace NeuralLearn.Compiled.Core.Tests.Emission;

public sealed class CodeWriterTests
{
    [Fact]
    public void Blocks_AreIndentedAndHaveNoBlankLineBeforeTheyClose()
    {
        var writer = new CodeWriter();
        using (writer.Block("class A"))
        {
            writer.Line("int x;");
            writer.Blank();
            writer.Blank();
            writer.Line("int y;");
            writer.Blank();
        }

        Assert.Equal("class A\n{\n    int x;\n\n    int y;\n}\n", writer.ToString());
    }

    [Theory]
    [InlineData(0x0000)]
    [InlineData(0x000a)]
    [InlineData(0x000d)]
    [InlineData(0x0085)]
    [InlineData(0x2028)]
    [InlineData(0x2029)]
    [InlineData(0xd800)]
    public void CharacterThatEndsAComment_IsReplaced(int code)
    {
        var character = (char)code;
        var writer = new CodeWriter();
        writer.Comment("a" + character + "b");
        writer.Summary("a" + character + "<b>&");
        Assert.Equal("// a?b\n/// <summary>a?&lt;b&gt;&amp;</summary>\n", writer.ToString());
    }
}
