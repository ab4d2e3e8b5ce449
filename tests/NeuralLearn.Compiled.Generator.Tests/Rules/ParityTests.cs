using System.Reflection;
using System.Runtime.Loader;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Rules;

/// <summary>Generator and analyzer speak from one engine: a mistake is told once, by the analyzer, and never as broken emitted code.</summary>
public sealed class ParityTests
{
    private const string RunningCalls = """
        public static class Runs
        {
            public static int Use(float[] a, float[] b)
            {
                var net = new Net();
                var other = new Net(7);
                net.Forward(a, b);
                net.ForwardBatch(a, b);
                net.Predict(a, b);
                net.Initialize(1);
                net.CopyParametersTo(b);
                net.LoadParameters(a);
                net.CopyFrom(other);
                net.Save("file");
                net.Load("file");
                return Net.InputSize + Net.OutputSize + Net.ParameterCount + Net.Tensors.Length + Net.Summary().Length;
            }
        }
        """;

    private const string LearningCalls = """
        public static class Learns
        {
            public static float Use(Net net, float[] a, float[] b)
            {
                net.LearningRate = 0.1f;
                net.PrepareTraining(8);
                var batch = new Net.Batch { Input = a, Target = b, Output = default, RowLoss = default, InputGradient = default };
                net.InputGradient(a, b, a);
                net.CopyGradientsTo(a);
                net.LoadGradients(a);
                net.ClearGradients();
                var stepped = net.Update();
                return net.Backward(a, b) + net.BackwardBatch(a, b) + net.BackwardBatch(in batch) + net.TrainBatch(a, b) + net.TrainBatch(in batch)
                    + net.Evaluate(a, b) + net.EvaluateBatch(a, b) + net.EvaluateBatch(in batch) + (stepped ? 1 : 0);
            }
        }
        """;

    private const string ClassCalls = """
        public static class Classes
        {
            public static int Use(Net net, float[] a, int[] labels)
            {
                net.ClassifyBatch(a, labels);
                return net.Classify(a);
            }
        }
        """;

    private const string LabelCalls = """
        public static class Labels
        {
            public static float Use(Net net, float[] a, int[] labels) => net.Backward(a, 1) + net.BackwardBatch(a, labels) + net.TrainBatch(a, labels)
                + net.Evaluate(a, 1) + net.EvaluateBatch(a, labels) + new Net.Batch { Label = labels }.Label.Length;
        }
        """;

    public static TheoryData<string> Bad => Samples.BadNames;

    public static TheoryData<string> Skeletons => Samples.SkeletonNames;

    [Theory]
    [MemberData(nameof(Bad))]
    public void WrongDeclaration_IsCompletedAsFarAsItCanBe(string name)
    {
        var sample = Samples.BadNamed(name);
        var generated = sample.Project().Generate();
        Assert.Null(generated.Result.Results.Single().Exception);
        Assert.Equal(sample.Emits switch { Emission.Nothing => 0, Emission.Skeleton => 1, _ => 7 }, generated.Files.Length);
        Assert.Empty(generated.Errors.Select(Generated.Describe));
    }

    /// <summary>In these the calls meet a member of the user's own, a class of another name, or a label per position; all other samples are called in full.</summary>
    private static readonly HashSet<string> CalledOtherwise =
        ["ClassWeightsPerPosition", "LossOnAnImage", "TooManyMembers", "UnknownTarget", "TargetOfAnotherShape", "NestedTypeTaken", "ClassNamedLikeALearningMember", "TwoOverloadsTaken", "ClassNamedLikeAMember", "MethodTaken"];

    /// <summary>Named inputs and outputs are parameters of their own; <see cref="NamedPortTests"/> calls them.</summary>
    private static bool HasNamedPorts(RuleSample sample) =>
        sample.Markup.Text.Contains("Output(\"", StringComparison.Ordinal) || Regex.IsMatch(sample.Markup.Text, @"Input\([^)]*Name");

    /// <summary>Indices are whole numbers, and the calls pass others.</summary>
    private static bool TakesIndices(RuleSample sample) => Regex.IsMatch(sample.Markup.Text, @"Input\(\d+, Kind = InputKind\.Indices\)");

    public static TheoryData<string> Callable => [.. Samples.Bad.Where(sample => sample.Emits == Emission.Skeleton && !HasNamedPorts(sample) && !TakesIndices(sample) && !CalledOtherwise.Contains(sample.Name)).Select(sample => sample.Name)];

    [Theory]
    [MemberData(nameof(Callable))]
    public void CodeThatUsesAWrongNetwork_Compiles(string name)
    {
        var sample = Samples.BadNamed(name);
        var isAbstract = sample.Marked.Contains("abstract", StringComparison.Ordinal);
        var generated = sample.Project(isAbstract ? "" : "#nullable disable\n" + RunningCalls, Calls(sample.Marked)).Generate();
        Assert.Empty(generated.Messages.Select(Generated.Describe));
    }

    [Theory]
    [MemberData(nameof(Skeletons))]
    public void Skeleton_ThrowsTheFirstMessageOfTheAnalyzer(string name)
    {
        var generated = Samples.BadNamed(name).Project().Generate();
        var said = UserProject.Analyze(generated.After, weights: Samples.BadNamed(name).Weights).Where(message => message.Severity == DiagnosticSeverity.Error)
            .Select(message => message.Id + ": " + message.GetMessage(null)).ToHashSet();
        var thrown = Assert.Single(generated.Files).SyntaxTree.GetRoot().DescendantNodes().OfType<ThrowStatementSyntax>()
            .Select(statement => statement.DescendantNodes().OfType<LiteralExpressionSyntax>().Single().Token.ValueText)
            .ToList();
        Assert.True(thrown.Count >= 14, $"Only {thrown.Count} bodies throw.");
        Assert.Contains(Assert.Single(thrown.Distinct()), said);
    }

    [Fact]
    public void NetworkWithAnError_ThrowsItsMessageWhenItIsMade()
    {
        using var image = new MemoryStream();
        var sample = Samples.BadNamed("DenseOnAnImage");
        Assert.True(sample.Project().Generate().After.Emit(image).Success);
        image.Position = 0;
        var context = new AssemblyLoadContext("Sample", isCollectible: true);
        var type = context.LoadFromStream(image).GetType("Net")!;
        var exception = Assert.Throws<TargetInvocationException>(() => Activator.CreateInstance(type));
        Assert.Equal("NLC1001: " + sample.Messages[0], Assert.IsType<InvalidOperationException>(exception.InnerException).Message);
        context.Unload();
    }

    [Fact]
    public void RightNetwork_HasTheMembersThatTheCallsOfAWrongOneUse()
    {
        foreach (var name in new[] { "Classifier", "Regression", "InferenceOnly", "PolicyGradient" })
        {
            var source = Samples.GoodNamed(name);
            var generated = new UserProject("using NeuralLearn.Compiled;\n" + source, "#nullable disable\n" + RunningCalls, Calls(source)).Generate();
            Assert.Empty(generated.Messages.Select(Generated.Describe));
        }
    }

    [Fact]
    public void WrongAndRightNetwork_HaveTheSamePublicMembers()
    {
        const string Wrong = "using NeuralLearn.Compiled;\n[Network, Input(4), Dense(3, Inputs = 5), CrossEntropyLoss] public sealed partial class Net { }";
        var right = Members(new UserProject(Wrong.Replace("5", "4", StringComparison.Ordinal)).Generate());
        Assert.Contains("Net.Backward(System.ReadOnlySpan<float>, int)", right);
        Assert.Equal(right, Members(new UserProject(Wrong).Generate()));
    }

    private static IEnumerable<string> Members(Generated generated) =>
        generated.After.GetTypeByMetadataName("Net")!.GetMembers()
            .Where(member => member.DeclaredAccessibility == Accessibility.Public)
            .Select(member => member.ToDisplayString())
            .Order(StringComparer.Ordinal);

    /// <summary>The calls that the losses in a source allow; the first of them decides.</summary>
    private static string Calls(string source)
    {
        var loss = source.IndexOf("Loss", StringComparison.Ordinal);
        var classes = loss >= 0 && source.AsSpan(0, loss).EndsWith("CrossEntropy", StringComparison.Ordinal);
        return "#nullable disable\n" + (loss >= 0 ? LearningCalls : "") + (loss < 0 || classes ? ClassCalls : "") + (classes ? LabelCalls : "");
    }
}
