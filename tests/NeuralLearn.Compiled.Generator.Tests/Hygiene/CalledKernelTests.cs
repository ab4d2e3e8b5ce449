using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Hygiene;

/// <summary>Emitted code is code that somebody calls: every other line costs the user's build and his program's size for nothing.</summary>
public sealed class CalledKernelTests
{
    /// <summary>The networks of the samples and of the benchmarks, which the project lays beside the tests.</summary>
    public static TheoryData<string> Programs =>
        [.. Directory.GetFiles(Path.Combine(AppContext.BaseDirectory, "programs"), "*.cs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Samples.GoodNames), MemberType = typeof(Samples))]
    public void Sample_HasNoKernelThatNobodyCalls(string name) => AssertAllAreCalled("using NeuralLearn.Compiled;\n" + Samples.GoodNamed(name));

    [Theory]
    [MemberData(nameof(Programs))]
    public void Program_HasNoKernelThatNobodyCalls(string file) =>
        AssertAllAreCalled("global using System;\nglobal using NeuralLearn.Compiled;\n" + File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "programs", file)));

    private static void AssertAllAreCalled(string source)
    {
        // "App.Net.Kernels512.g.cs" and its like: the files of one network have one stem.
        var networks = new UserProject(source).Generate().Files.GroupBy(file => string.Join('.', file.HintName.Split('.')[..^3]));
        foreach (var network in networks)
        {
            List<ClassDeclarationSyntax> classes = [.. network.SelectMany(file => file.SyntaxTree.GetRoot().DescendantNodes().OfType<ClassDeclarationSyntax>())];
            var calls = classes.SelectMany(type => type.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => Target(call, type.Identifier.Text))).ToHashSet();
            var kernels = classes.Where(type => type.Identifier.Text.StartsWith("Kernels", StringComparison.Ordinal)).ToList();
            Assert.Equal(5, kernels.Count);
            var methods = kernels.SelectMany(type => type.Members.OfType<MethodDeclarationSyntax>().Select(method => (type.Identifier.Text, method.Identifier.Text)));
            Assert.Subset(calls, methods.ToHashSet());
        }
    }

    /// <summary>Class and method, as far as the text of the call says it.</summary>
    private static (string Class, string Method) Target(InvocationExpressionSyntax call, string inside) => call.Expression switch
    {
        IdentifierNameSyntax own => (inside, own.Identifier.Text),
        MemberAccessExpressionSyntax { Name: var name, Expression: var owner } => (owner.ToString().Split('.', ':')[^1], name.Identifier.Text),
        var other => ("", other.ToString()),
    };
}
