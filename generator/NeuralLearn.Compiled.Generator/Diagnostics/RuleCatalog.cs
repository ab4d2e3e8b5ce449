namespace NeuralLearn.Compiled.Generator.Diagnostics;

/// <summary>Every rule there is, in the order of their ids.</summary>
internal static class RuleCatalog
{
    public static IReadOnlyList<Rule> All { get; } = [.. DeclarationRules.All, .. ShapeRules.All, .. CostRules.All, .. UseSiteRules.All, .. WeightRules.All, .. FunctionRules.All, .. AdviceRules.All];
}
