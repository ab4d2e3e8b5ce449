using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.HalfTyped;

/// <summary>Types one source after the other into one project, and watches generator and analyzer.</summary>
internal static class Survival
{
    /// <summary>No source may make them fail, or make them write code that does not compile.</summary>
    public static void Assert(IEnumerable<string> sources) => Assert(sources, int.MaxValue);

    /// <param name="sources">What is typed.</param>
    /// <param name="mostErrors">How many errors of ours each source may have.</param>
    public static void Assert(IEnumerable<string> sources, int mostErrors)
    {
        var project = new UserProject("");
        var compilation = project.Compile();
        var driver = project.Driver();
        var checkedSkeletons = new HashSet<string>(StringComparer.Ordinal);
        var failures = new List<string>();
        foreach (var source in sources.Distinct())
        {
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[0], project.Parse(source, "File0.cs"));
            driver = driver.RunGenerators(compilation);
            var result = driver.GetRunResult().Results.Single();
            var messages = UserProject.Analyze(compilation);

            // A network that has lost its loss is told so wherever it learns; the compiler misses every one of these members, too.
            var errors = messages.Where(message => message.Severity == DiagnosticSeverity.Error)
                .GroupBy(message => message.Id is "NLC3006" or "NLC3007" ? message.Id : message.ToString()).Select(group => group.First()).ToList();
            if (result.Exception is not null || !result.Diagnostics.IsEmpty)
            {
                failures.Add($"{result.Exception}\n{source}");
            }
            else if (messages.Any(message => message.Id == "AD0001"))
            {
                failures.Add($"{messages.First(message => message.Id == "AD0001")}\n{source}");
            }
            else if (errors.Count > mostErrors)
            {
                failures.Add(string.Join("\n", errors.Select(error => $"{error.Id}: {error.GetMessage(null)}")) + "\n" + source);
            }
            else if (result.GeneratedSources.Length == 1 && checkedSkeletons.Add(result.GeneratedSources[0].SourceText.ToString())
                && ErrorIn(compilation, result.GeneratedSources[0]) is { } error)
            {
                failures.Add($"{error}\n{source}");
            }
        }

        Xunit.Assert.True(failures.Count == 0, $"{failures.Count} failures\n{string.Join("\n\n", failures.Take(20))}");
    }

    /// <summary>What is emitted for a wrong declaration may have no error of its own, whatever the user's half has.</summary>
    private static Diagnostic? ErrorIn(CSharpCompilation compilation, GeneratedSourceResult skeleton) =>
        compilation.AddSyntaxTrees(skeleton.SyntaxTree).GetSemanticModel(skeleton.SyntaxTree)
            .GetDiagnostics().FirstOrDefault(message => message.Severity == DiagnosticSeverity.Error);
}
