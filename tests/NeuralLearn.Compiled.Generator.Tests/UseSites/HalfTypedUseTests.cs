using NeuralLearn.Compiled.Generator.Tests.Compiling;
using Microsoft.CodeAnalysis.CSharp;

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
            var messages = UserProject.Analyze(compilation);
            var failure = messages.FirstOrDefault(message => message.Id == "AD0001");
            Assert.True(failure is null, $"{failure}\n{source}");
            seen += messages.Count;
        }

        Assert.True(seen > 1000, $"Only {seen} messages: little was looked at.");
    }

    private static IEnumerable<string> Sources()
    {
        yield return Before + Body + "}";
        for (var end = 0; end < Body.Length; end++)
        {
            // Within words the same is typed as at their ends, but for names that are others then.
            if (end % 3 == 0 || !char.IsLetter(Body[end]))
            {
                yield return Before + Body[..end];
                yield return Before + Body[..end] + ")); } }";
            }
        }

        foreach (var token in CSharpSyntaxTree.ParseText(Before + Body).GetRoot().DescendantTokens().Where(token => token.Span.Length > 0))
        {
            yield return (Before + Body + "}").Remove(token.SpanStart, token.Span.Length);
            yield return (Before + Body + "}").Insert(token.Span.End, " " + token.Text);
        }
    }
}
