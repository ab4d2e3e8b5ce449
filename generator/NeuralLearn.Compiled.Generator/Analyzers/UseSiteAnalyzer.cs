using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralLearn.Compiled.Generator.Analyzers.UseSites;
using NeuralLearn.Compiled.Generator.Reading;

namespace NeuralLearn.Compiled.Generator.Analyzers;

/// <summary>
/// Reports code that uses a network with lengths, labels or members that it does not have. What a network takes is read from its
/// declaration, so that it is known while it is typed, whether the build has added the members yet or not.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class UseSiteAnalyzer : DiagnosticAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors.OfUseSites;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterCompilationStartAction(static start =>
        {
            if (start.Compilation.GetTypeByMetadataName(AttributeNames.Network) is null)
            {
                return;
            }

            var networks = new NetworkCatalog(start.Compilation);
            start.RegisterSyntaxNodeAction(node => AnalyzeMember(node, networks), SyntaxKind.SimpleMemberAccessExpression, SyntaxKind.MemberBindingExpression);
            start.RegisterSyntaxNodeAction(node => AnalyzeOwnCall(node, networks), SyntaxKind.InvocationExpression);
            start.RegisterSyntaxNodeAction(node => AnalyzeType(node, networks), SyntaxKind.QualifiedName);
            start.RegisterSyntaxNodeAction(node => AnalyzeCreation(node, networks), SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        });
    }

    /// <summary>network.Forward, Net.StateBytes, network?.Update. Names come first: nearly all members are somebody else's.</summary>
    private static void AnalyzeMember(SyntaxNodeAnalysisContext context, NetworkCatalog networks)
    {
        var (name, receiver) = context.Node switch
        {
            MemberAccessExpressionSyntax access => (access.Name, access.Expression),
            MemberBindingExpressionSyntax binding => (binding.Name, null),
            _ => default,
        };
        if (name is null || !MemberNamesOfInterest.Contains(name.Identifier.ValueText))
        {
            return;
        }

        receiver ??= context.Node.Ancestors().OfType<ConditionalAccessExpressionSyntax>()
            .FirstOrDefault(conditional => conditional.WhenNotNull.Span.Contains(context.Node.Span))?.Expression;
        if (receiver is not null && networks.Find(context.SemanticModel.GetTypeInfo(receiver, context.CancellationToken).Type, context.CancellationToken) is { } network)
        {
            new MemberUse(context, networks, network).Check(name, (ExpressionSyntax)context.Node);
        }
    }

    /// <summary>Forward(…) inside the network's own class.</summary>
    private static void AnalyzeOwnCall(SyntaxNodeAnalysisContext context, NetworkCatalog networks)
    {
        if (((InvocationExpressionSyntax)context.Node).Expression is SimpleNameSyntax name && MemberNamesOfInterest.Contains(name.Identifier.ValueText)
            && networks.Find(context.ContainingSymbol?.ContainingType, context.CancellationToken) is { } network)
        {
            new MemberUse(context, networks, network).Check(name, name);
        }
    }

    /// <summary>Net.Batch and Net.State as types.</summary>
    private static void AnalyzeType(SyntaxNodeAnalysisContext context, NetworkCatalog networks)
    {
        var qualified = (QualifiedNameSyntax)context.Node;
        if (qualified.Right.Identifier.ValueText is "Batch" or "State"
            && networks.Find(context.SemanticModel.GetTypeInfo(qualified.Left, context.CancellationToken).Type, context.CancellationToken) is { } network)
        {
            new MemberUse(context, networks, network).CheckMissing(qualified.Right, context.SemanticModel.GetSymbolInfo(qualified, context.CancellationToken));
        }
    }

    /// <summary>new Net.Batch { Input = …, Label = … }.</summary>
    private static void AnalyzeCreation(SyntaxNodeAnalysisContext context, NetworkCatalog networks)
    {
        if (context.Node is BaseObjectCreationExpressionSyntax { Initializer: { } initializer } creation
            && BatchUse.NetworkOf(creation, context.SemanticModel, networks, context.CancellationToken) is { } network)
        {
            new BatchUse(context, networks, network).Check(initializer);
        }
    }
}
