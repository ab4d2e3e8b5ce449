using System.Text.RegularExpressions;
using NeuralLearn.Compiled.Generator.Diagnostics;

namespace NeuralLearn.Compiled.Core.Tests.Diagnostics;

public sealed partial class RuleCatalogTests
{
    public static TheoryData<string> Ids => [.. RuleCatalog.All.Select(rule => rule.Id)];

    [Fact]
    public void Catalog_IsSortedByIdAndHasNoIdTwice()
    {
        var ids = RuleCatalog.All.Select(rule => rule.Id).ToList();
        Assert.Equal(ids.Order(StringComparer.Ordinal), ids);
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    [Fact]
    public void EveryRuleThatIsDeclared_IsInTheCatalog()
    {
        var declared = new[] { typeof(DeclarationRules), typeof(ShapeRules), typeof(CostRules), typeof(UseSiteRules), typeof(WeightRules), typeof(FunctionRules), typeof(AdviceRules) }
            .SelectMany(type => type.GetFields())
            .Select(field => field.GetValue(null))
            .OfType<Rule>();
        Assert.Equal(declared.Select(rule => rule.Id).Order(StringComparer.Ordinal), RuleCatalog.All.Select(rule => rule.Id));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Rule_HasAnIdATitleAndAMessageWithoutAFullStop(string id)
    {
        var rule = RuleCatalog.All.Single(candidate => candidate.Id == id);
        Assert.Matches("^NLC[0-9]{4}$", rule.Id);
        Assert.NotEmpty(rule.Title);
        Assert.False(rule.Title.EndsWith('.'), rule.Title);
        Assert.False(rule.Message.EndsWith('.'), rule.Message);
        var places = Places().Matches(rule.Message).Select(match => match.Groups[1].Value).Distinct().Order(StringComparer.Ordinal).ToList();
        Assert.Equal(Enumerable.Range(0, places.Count).Select(number => number.ToString(System.Globalization.CultureInfo.InvariantCulture)), places);
    }

    [GeneratedRegex(@"\{(\d)\}")]
    private static partial Regex Places();
}
