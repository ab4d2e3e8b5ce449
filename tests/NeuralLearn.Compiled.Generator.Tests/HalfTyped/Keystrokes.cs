using Microsoft.CodeAnalysis.CSharp;

namespace NeuralLearn.Compiled.Generator.Tests.HalfTyped;

/// <summary>Sources as they are while somebody types.</summary>
internal static class Keystrokes
{
    public static IReadOnlyList<string> Networks { get; } =
    [
        """
        using NeuralLearn.Compiled;
        [Network(Arithmetic = Arithmetic.Portable)]
        [Input(1, 28, Kind = InputKind.Signal)]
        [Apply(Activation.Tanh)]
        [MeanSquaredErrorLoss(Reduction = Reduction.Sum)]
        [Sgd(LearningRate = 1e-3, Momentum = 0.9, Nesterov = true)]
        public sealed partial class Net { }
        """,
        """
        using NeuralLearn.Compiled;
        namespace App;
        [Network, Input(features: 4), Dense(16, Activation.ReLU, Inputs = 4, Name = "body.0"), Dense(3, Bias = false), Softmax]
        [CrossEntropyLoss(LabelSmoothing = 0.1f)]
        [Adam(LearningRate = (1 + 1) * .5, Beta1 = .9d, AmsGrad = !false)]
        public partial class Net { public const int Size = 4; }
        """,
        """
        using NN = NeuralLearn.Compiled;
        public partial struct Game { [NN.Network, NN::Input(Net.Size), global::NeuralLearn.Compiled.DenseAttribute(units: Net.Size * 2, activation: (NN.Activation)1)]
        [NN.Dense(Inputs = 8, units: nameof(Net).Length * 2 + 2, From = "dense1"), NN.Add("dense1", "dense2", Name = "sum"), NN.Concat(names: new[] { "sum", "input" }), NN.HalfSquaredErrorLoss]
        internal partial class Net { internal const int Size = 4; public void Use() => Forward(new float[4], default); } }
        """,
    ];

    /// <summary>Every prefix of every attribute list, as it stands, with brackets closed, and with nothing behind it.</summary>
    public static IEnumerable<string> Prefixes(string source)
    {
        foreach (var list in Lists(source))
        {
            for (var end = list.Start; end < list.End; end++)
            {
                yield return source[..end] + source[list.End..];
                yield return source[..end] + ")]" + source[list.End..];
                yield return source[..end];
            }
        }
    }

    /// <summary>Every token of the attribute lists left out, and typed twice.</summary>
    public static IEnumerable<string> Tokens(string source)
    {
        var lists = Lists(source);
        foreach (var token in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens())
        {
            var span = token.Span;
            if (span.Length > 0 && lists.Any(list => span.Start >= list.Start && span.End <= list.End))
            {
                yield return source.Remove(span.Start, span.Length);
                yield return source.Insert(span.End, " " + token.Text);
                yield return source.Insert(span.End, ", " + token.Text);
            }
        }
    }

    /// <summary>Every constant exchanged for one that is of another type, too large, not constant or not there.</summary>
    public static IEnumerable<string> Constants(string source)
    {
        string[] others =
        [
            "null", "default", "true", "-1", "2147483648", "-9223372036854775808", "18446744073709551615", "1e400", "double.NaN", "1/0d", "1/0", "'x'", "\"x\\n\"", "\"\\ud800\"",
            "typeof(Net)", "nameof(Net)", "Net", "new[] { 1 }", "x => x", "(Activation)(-5)", "(Activation)2147483648", "System.DateTime.Now", "unknown", "default(int)", "1 + ", "\"",
            "/*", "//", "#", "@", "$\"{1}\"", "u8", "(1, 2)", "[1]", "sizeof(int)", "int", "params", "ref x", "__arglist(1)", "stackalloc int[1]",
        ];
        foreach (var list in Lists(source))
        {
            foreach (var token in CSharpSyntaxTree.ParseText(source).GetRoot().DescendantTokens()
                .Where(token => token.SpanStart >= list.Start && token.Span.End <= list.End && token.Parent is Microsoft.CodeAnalysis.CSharp.Syntax.LiteralExpressionSyntax))
            {
                foreach (var other in others)
                {
                    yield return source.Remove(token.SpanStart, token.Span.Length).Insert(token.SpanStart, other);
                }
            }
        }
    }

    private static List<(int Start, int End)> Lists(string source) =>
    [
        .. CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes()
            .OfType<Microsoft.CodeAnalysis.CSharp.Syntax.AttributeListSyntax>()
            .Select(list => (list.SpanStart, list.Span.End)),
    ];
}
