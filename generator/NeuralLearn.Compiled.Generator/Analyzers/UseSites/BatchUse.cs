using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using NeuralLearn.Compiled.Generator.Shapes;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>The fields of a network's batch where it is made.</summary>
internal sealed class BatchUse(SyntaxNodeAnalysisContext context, NetworkCatalog networks, UsedNetwork network)
{
    /// <summary>The network whose batch is made; null where something else is.</summary>
    public static UsedNetwork? NetworkOf(BaseObjectCreationExpressionSyntax creation, SemanticModel model, NetworkCatalog networks, CancellationToken cancellation)
    {
        UsedNetwork? Named(TypeSyntax type) => type switch
        {
            QualifiedNameSyntax { Right.Identifier.ValueText: "Batch" } qualified => networks.Find(model.GetTypeInfo(qualified.Left, cancellation).Type, cancellation),
            IdentifierNameSyntax { Identifier.ValueText: "Batch" } => networks.Find(model.GetTypeInfo(type, cancellation).Type?.ContainingType, cancellation),
            _ => null,
        };
        return creation switch
        {
            ObjectCreationExpressionSyntax written => Named(written.Type),
            { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } } } => Named(declaration.Type),
            { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "BackwardBatch" or "TrainBatch" or "EvaluateBatch" } access } } } =>
                networks.Find(model.GetTypeInfo(access.Expression, cancellation).Type, cancellation),
            _ => null,
        };
    }

    public void Check(InitializerExpressionSyntax initializer)
    {
        if (network.Forms.Batch is not { } form)
        {
            return;
        }

        // In the order of the declaration, so that the inputs say how many rows there are.
        var assigned = initializer.Expressions.OfType<AssignmentExpressionSyntax>().ToList();
        var passed = new List<PassedArgument>();
        foreach (var field in form.Parameters)
        {
            if (assigned.Find(assignment => assignment.Left is IdentifierNameSyntax name && name.Identifier.ValueText == field.Name) is { } assignment)
            {
                passed.Add(new PassedArgument(field, assignment.Right));
            }
        }

        var check = new ArgumentCheck(network, new LengthReader(networks, context.SemanticModel, context.CancellationToken), "Batch", Streaming.TakesLengths(network.Model));
        foreach (var problem in check.Check(passed))
        {
            context.ReportDiagnostic(problem.ToDiagnostic());
        }
    }
}
