using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Diagnostics;

namespace NeuralLearn.Compiled.Generator.Analyzers;

/// <summary>The compiler's form of the rules.</summary>
internal static class Descriptors
{
    private const string HelpRoot = "https://github.com/neurallearn/compiled/blob/main/docs/diagnostics/";

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = RuleCatalog.All.ToDictionary(rule => rule.Id, Make);

    /// <summary>What is said about declarations.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfDeclarations { get; } = RuleCatalog.All.Except(UseSiteRules.All).Select(rule => ById[rule.Id]).ToImmutableArray();

    /// <summary>What is said about code that uses a network.</summary>
    public static ImmutableArray<DiagnosticDescriptor> OfUseSites { get; } = UseSiteRules.All.Select(rule => ById[rule.Id]).ToImmutableArray();

    public static DiagnosticDescriptor Of(Rule rule) => ById[rule.Id];

#pragma warning disable RS2000, RS2008 // a test compares the release files with the catalog of rules
    private static DiagnosticDescriptor Make(Rule rule) => new(
        rule.Id,
        rule.Title,
        rule.Message,
        "NeuralLearn",
        rule.Severity switch
        {
            RuleSeverity.Error => DiagnosticSeverity.Error,
            RuleSeverity.Warning => DiagnosticSeverity.Warning,
            _ => DiagnosticSeverity.Info,
        },
        isEnabledByDefault: true,
        helpLinkUri: HelpRoot + rule.Id + ".md",
        customTags: rule.IsOfProject ? [WellKnownDiagnosticTags.CompilationEnd] : []);
#pragma warning restore RS2000, RS2008
}
