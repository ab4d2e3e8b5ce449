using System.Globalization;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Cost;

/// <summary>What [Network(Unroll = …)] makes of the code for one sample.</summary>
public sealed class UnrollTests
{
    /// <summary>Sums along the outputs, and along the inputs of a layer with few outputs.</summary>
    [Theory]
    [InlineData("Input(60), Dense(100)", "128")]
    [InlineData("Input(60), Dense(100)", "256")]
    [InlineData("Input(60), Dense(100)", "512")]
    [InlineData("Input(150), Dense(4)", "256")]
    [InlineData("Input(150), Dense(4)", "512")]
    public void Full_HasNoLoops_AndNeverHasTheLeastCode(string layers, string level)
    {
        var code = new[] { "Never", "Auto", "Full" }.ToDictionary(unroll => unroll, unroll => Kernel(layers, unroll, level), StringComparer.Ordinal);
        Assert.Contains("for (", code["Never"], StringComparison.Ordinal);
        Assert.True(code["Never"].Length <= code["Auto"].Length, Lengths(code));
        Assert.True(code["Never"].Length < code["Full"].Length, Lengths(code));

        // 60 inputs times 25 vectors of 128 bits are more than the compiler inlines.
        var isTooMuch = level == "128";
        Assert.Equal(isTooMuch, code["Full"].Contains("for (", StringComparison.Ordinal));
    }

    [Fact]
    public void HiddenValues_AreInNoRegister_WhereLoopsAreAskedFor()
    {
        Assert.Contains("never leave the registers", All("Input(8), Dense(16, Activation.ReLU), Dense(8)", "Auto"), StringComparison.Ordinal);
        Assert.DoesNotContain("never leave the registers", All("Input(8), Dense(16, Activation.ReLU), Dense(8)", "Never"), StringComparison.Ordinal);
    }

    private static string Lengths(Dictionary<string, string> code) =>
        string.Join(", ", code.Select(each => each.Key + " " + each.Value.Length.ToString(CultureInfo.InvariantCulture)));

    private static string Kernel(string layers, string unroll, string level)
    {
        var text = Emitted(layers, unroll).Single(file => file.HintName.EndsWith("Kernels" + level + ".g.cs", StringComparison.Ordinal)).SourceText.ToString();
        var begin = text.IndexOf("internal static void Forward(", StringComparison.Ordinal);
        var indentation = begin - text.LastIndexOf('\n', begin) - 1;
        return text[begin..text.IndexOf("\n" + new string(' ', indentation) + "}", begin, StringComparison.Ordinal)];
    }

    private static string All(string layers, string unroll) => string.Concat(Emitted(layers, unroll).Select(file => file.SourceText.ToString()));

    private static IEnumerable<Microsoft.CodeAnalysis.GeneratedSourceResult> Emitted(string layers, string unroll) =>
        new UserProject($"using NeuralLearn.Compiled;\n[Network(Unroll = Unroll.{unroll}), {layers}]\npublic sealed partial class Net;\n").Generate().Files;
}
