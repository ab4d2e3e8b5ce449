using Xunit.Abstractions;

namespace NeuralLearn.Compiled.Conformance;

/// <summary>
/// The emitted networks against numbers that another library computed. A row is a family.
/// </summary>
public sealed class ConformanceTests(ITestOutputHelper output)
{
    public static TheoryData<string, string> SupportedFamilies()
    {
        var rows = new TheoryData<string, string>();
        foreach (var pass in ConformancePass.All)
        {
            foreach (var family in ConformanceRun.Translate(pass).Where(translated => translated.IsSupported)
                .Select(translated => translated.Reference.Family).Distinct(StringComparer.Ordinal))
            {
                rows.Add(family, pass.Name);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(SupportedFamilies))]
    public void FamilyOfReferenceCases_GivesTheReferenceNumbers(string family, string pass)
    {
        var results = ConformanceRun.Of(ConformancePass.Named(pass)).Results
            .Where(result => result.Translated.Reference.Family == family).ToList();
        output.WriteLine(ConformanceSummary.Line(family, results));

        var failures = results.Where(result => result.Failed).Select(ConformanceSummary.Failure).ToList();
        Assert.True(failures.Count == 0, $"{failures.Count} failing:{Environment.NewLine}{string.Join(Environment.NewLine, failures)}");
        Assert.Contains(results, result => result.Ran);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("portable")]
    public void AllReferenceCases_RanAndPassed(string pass)
    {
        var run = ConformanceRun.Of(ConformancePass.Named(pass));
        foreach (var family in run.Results.GroupBy(result => result.Translated.Reference.Family, StringComparer.Ordinal))
        {
            output.WriteLine(ConformanceSummary.Line(family.Key, [.. family]));
        }

        output.WriteLine(ConformanceSummary.Line($"all, {pass}", run.Results));
        output.WriteLine($"{run.Results.Sum(result => result.Report?.Comparisons ?? 0)} comparisons in {run.Duration.TotalSeconds:F1} s");

        var failed = run.Results.Where(result => result.Failed).Select(result => result.Translated.Reference.Name).ToList();
        Assert.True(failed.Count == 0, $"{failed.Count} cases failed: {string.Join(", ", failed)}");
        var unsupported = run.Results.Where(result => !result.Ran).Select(result => result.Translated.Reference.Name).ToList();
        Assert.True(unsupported.Count == 0, $"{unsupported.Count} cases did not run: {string.Join(", ", unsupported)}");
        Assert.NotEmpty(run.Results);
    }
}
