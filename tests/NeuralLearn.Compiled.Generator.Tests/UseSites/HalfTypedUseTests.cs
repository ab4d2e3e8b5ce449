using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralLearn.Compiled.Generator.Analyzers;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.UseSites;

/// <summary>Whatever is typed where a network is used, the analyzer does not fail.</summary>
public sealed class HalfTypedUseTests
{
    private const string Before = """
        using System;
        using System.Runtime.CompilerServices;
        [InlineArray(Net.InputSize)] public struct Four { private float _first; }
        public class Use
        {
            private const int Size = Net.InputSize + Other * 2, Other = Size;
            private static readonly float[] Rows = new float[Size], Self = Self;
            private float[] _mine = { 1, 2, 3 };

        """;

    private const string Body = """
            public float Run(Net net, Two two, Stream stream, Four four)
            {
                Span<float> x = stackalloc float[Net.InputSize - 1]; float[] y; y = new[] { 1f, 2 };
                Stream.State state = default;
                net.Forward(x[1..^1], output: Rows.AsSpan(0, (3 + 1) / 2)); net?.Predict(four, [1, .. Rows, 2]);
                stream.Step(new ReadOnlySpan<float>(_mine, 1, 2), ref state, stackalloc float[] { 1, 2, 3 });
                two.TrainBatch(new Two.Batch { Input = new float[4], MoveLabel = new[] { 7, -1 }, ValueTarget = default });
                net.LearningRate = Net.StateBytes; net.Update(); Net.Batch b = new() { Input = y ?? Self };
                return net.Backward(GC.AllocateArray<float>(5), 3) + (net is null ? 0 : two.ClassifyMove(y, x.ToArray())) + net.TrainBatch(x, new int[sizeof(int)]);
            }
        """;

    [Fact]
    public void EveryPrefixAndEveryTokenLeftOut_IsSurvivedBeforeTheMembersAreThere() => Survive(generated: false);

    [Fact]
    public void EveryPrefixAndEveryTokenLeftOut_IsSurvivedWithTheMembers() => Survive(generated: true);

    private static void Survive(bool generated)
    {
        var project = new UserProject("", UsedNetworks.For("Net Two Stream"));
        var compilation = generated ? project.Generate().After : project.Compile();
        var file = compilation.SyntaxTrees[0];
        var seen = 0;
        foreach (var source in Sources())
        {
            var next = project.Parse(source, "File0.cs");
            compilation = compilation.ReplaceSyntaxTree(file, next);
            file = next;
            var messages = Messages(compilation, file);
            var failure = messages.FirstOrDefault(message => message.Id == "AD0001");
            Assert.True(failure is null, $"{failure}\n{source}");
            seen += messages.Length;
        }

        Assert.True(seen > 1000, $"Only {seen} messages: little was looked at.");
    }

    /// <summary>What is said about one file, as an IDE asks for it.</summary>
    private static ImmutableArray<Diagnostic> Messages(CSharpCompilation compilation, SyntaxTree file) =>
        compilation.WithAnalyzers([new UseSiteAnalyzer()]).GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(file), null, CancellationToken.None).GetAwaiter().GetResult();

    private static IEnumerable<string> Sources()
    {
        yield return Before + Body + "}";
        var file = CSharpSyntaxTree.ParseText(Before + Body);
        foreach (var token in file.GetRoot().DescendantTokens().Where(token => token.Span.Length > 0 && token.SpanStart >= Before.Length))
        {
            // In the middle of a word and at its end.
            foreach (var end in new[] { token.SpanStart + (token.Span.Length / 2), token.Span.End }.Distinct())
            {
                yield return (Before + Body)[..end];
            }

            yield return (Before + Body)[..token.Span.End] + ")); } }";
        }

        foreach (var token in file.GetRoot().DescendantTokens().Where(token => token.Span.Length > 0))
        {
            yield return (Before + Body + "}").Remove(token.SpanStart, token.Span.Length);
        }
    }
}
