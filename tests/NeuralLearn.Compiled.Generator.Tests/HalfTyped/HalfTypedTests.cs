using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.HalfTyped;

/// <summary>Whatever is typed, generator and analyzer neither fail nor make emitted code that does not compile.</summary>
public sealed class HalfTypedTests
{
    public static TheoryData<int> Networks => [.. Enumerable.Range(0, Keystrokes.Networks.Count)];

    [Fact]
    public void Inputs_AreManyAndDifferent() => Assert.True(
        Keystrokes.Networks.SelectMany(source => Keystrokes.Prefixes(source).Concat(Keystrokes.Tokens(source)).Concat(Keystrokes.Constants(source))).Distinct().Count() > 3000);

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryPrefixOfAnAttribute_IsSurvived(int network) => Survive(Keystrokes.Prefixes(Keystrokes.Networks[network]));

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryTokenLeftOutOrTypedTwice_IsSurvived(int network) => Survive(Keystrokes.Tokens(Keystrokes.Networks[network]));

    [Theory]
    [MemberData(nameof(Networks))]
    public void EveryConstantExchanged_IsSurvived(int network) => Survive(Keystrokes.Constants(Keystrokes.Networks[network]));

    private static void Survive(IEnumerable<string> sources)
    {
        var project = new UserProject("");
        var compilation = project.Compile();
        var driver = project.Driver();
        var checkedSkeletons = new HashSet<string>(StringComparer.Ordinal);
        foreach (var source in sources.Distinct())
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], project.Parse(source, "File0.cs"));
            driver = driver.RunGenerators(compilation);
            var result = driver.GetRunResult().Results.Single();
            Assert.True(result.Exception is null, $"{result.Exception}\n{source}");
            Assert.True(result.Diagnostics.IsEmpty, source);
            var failure = UserProject.Analyze(compilation).FirstOrDefault(message => message.Id == "AD0001");
            Assert.True(failure is null, $"{failure}\n{source}");
            if (result.GeneratedSources.Length == 1 && checkedSkeletons.Add(result.GeneratedSources[0].SourceText.ToString()))
            {
                AssertCompiles(compilation, result.GeneratedSources[0], source);
            }
        }
    }

    /// <summary>What is emitted for a wrong declaration may have no error of its own, whatever the user's half has.</summary>
    private static void AssertCompiles(CSharpCompilation compilation, GeneratedSourceResult skeleton, string source)
    {
        var model = compilation.AddSyntaxTrees(skeleton.SyntaxTree).GetSemanticModel(skeleton.SyntaxTree);
        var error = model.GetDiagnostics().FirstOrDefault(message => message.Severity == DiagnosticSeverity.Error);
        Assert.True(error is null, $"{error}\n{source}");
    }
}
