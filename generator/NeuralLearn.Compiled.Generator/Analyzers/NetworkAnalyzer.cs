using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Layers;
using NeuralLearn.Compiled.Generator.Losses;
using NeuralLearn.Compiled.Generator.Optimizers;
using NeuralLearn.Compiled.Generator.Reading;

namespace NeuralLearn.Compiled.Generator.Analyzers;

/// <summary>Reports what is wrong with a network's declaration, while it is typed, from the generator's own engine.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.OfDeclarations;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeNames.Network) is not null)
            {
                var hint = new InstructionSetHint(start.Options.AnalyzerConfigOptionsProvider.GlobalOptions);
                var weights = new WeightsReader(start.Options.AdditionalFiles);
                start.RegisterSymbolAction(context => Analyze(context, hint, weights), SymbolKind.NamedType);
                start.RegisterCompilationEndAction(hint.Give);
            }
        });
    }

    private static void Analyze(SymbolAnalysisContext context, InstructionSetHint hint, WeightsReader weights)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (type.TypeKind != TypeKind.Class || type.GetAttributes().IsEmpty)
        {
            return;
        }

        var attributes = DeclarationReader.Attributes(type);
        if (attributes.Count == 0)
        {
            return;
        }

        if (attributes.All(attribute => attribute.AttributeClass!.Name != "NetworkAttribute"))
        {
            Report(context, new Problem(DeclarationRules.NotANetwork, 0, "", new Support.EquatableArray<string>([type.Name])), attributes, type);
            return;
        }

        hint.Add(type.Name, ProblemLocator.ClassName(attributes, type, context.CancellationToken));
        ReportLookAlikes(context, type);
        var declaration = DeclarationReader.Read(type, context.Compilation, context.CancellationToken);
        foreach (var problem in NetworkCompiler.Check(declaration, weights.For(declaration, context.CancellationToken)).Problems)
        {
            Report(context, problem, attributes, type);
        }
    }

    /// <summary>[Dense] of another library on a network's class would be passed over in silence.</summary>
    private static void ReportLookAlikes(SymbolAnalysisContext context, INamedTypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is not { TypeKind: not TypeKind.Error } found || DeclarationReader.IsOurs(found))
            {
                continue;
            }

            // An attribute's class may be called Dense too, without the suffix.
            var kind = found.Name.EndsWith(AttributeNames.Suffix, StringComparison.Ordinal)
                ? found.Name.Substring(0, found.Name.Length - AttributeNames.Suffix.Length)
                : found.Name;
            var isName = kind is "Input" or "Output" or "Classes" or "Budget" || LayerCatalog.Find(kind) is not null || LossCatalog.Find(kind) is not null || OptimizerCatalog.Find(kind) is not null;
            if (isName && attribute.ApplicationSyntaxReference?.GetSyntax(context.CancellationToken) is { } syntax)
            {
                context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(DeclarationRules.ForeignAttribute), syntax.GetLocation(), kind, found.ToDisplayString()));
            }
        }
    }

    private static void Report(SymbolAnalysisContext context, Problem problem, List<AttributeData> attributes, INamedTypeSymbol type)
    {
        var location = ProblemLocator.Locate(problem, attributes, type, context.CancellationToken);

        // Code fixes need the values that the sentence is made of.
        var said = problem.Arguments.Select((value, place) => new KeyValuePair<string, string?>(place.ToString(System.Globalization.CultureInfo.InvariantCulture), value));
        context.ReportDiagnostic(Diagnostic.Create(Descriptors.Of(problem.Rule), location, said.ToImmutableDictionary(), [.. problem.Arguments]));
    }
}
