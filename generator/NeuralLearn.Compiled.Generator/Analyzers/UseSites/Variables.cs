using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeuralLearn.Compiled.Generator.Analyzers.UseSites;

/// <summary>Finds the one expression that a variable ever has as its value. Where another could get in, there is none.</summary>
internal sealed class Variables(NetworkCatalog networks, CancellationToken cancellation)
{
    /// <summary>The value of a local, a field or a property that never changes; null where that is not certain.</summary>
    public ExpressionSyntax? ValueOf(ISymbol symbol) => symbol switch
    {
        ILocalSymbol local => OfLocal(local),
        IFieldSymbol field => networks.Values.GetOrAdd(field, _ => OfField(field)),
        IPropertySymbol property => networks.Values.GetOrAdd(property, _ => OfProperty(property)),
        _ => null,
    };

    private SyntaxNode? Declaration(ISymbol symbol) => symbol.DeclaringSyntaxReferences.Length == 1 ? symbol.DeclaringSyntaxReferences[0].GetSyntax(cancellation) : null;

    private ExpressionSyntax? OfLocal(ILocalSymbol local)
    {
        if (Declaration(local) is not VariableDeclaratorSyntax declarator || local.IsRef)
        {
            return null;
        }

        if (local.IsConst)
        {
            return declarator.Initializer?.Value;
        }

        // Lambdas and local functions may write it too, so the whole member is looked through.
        var scope = declarator.Ancestors().FirstOrDefault(node => node is MemberDeclarationSyntax and not GlobalStatementSyntax) ?? declarator.SyntaxTree.GetRoot(cancellation);
        List<ExpressionSyntax> writes = [.. Writes(scope, local.Name, local.Type.IsValueType)];
        if (declarator.Initializer is { } initializer)
        {
            return writes.Count == 0 ? initializer.Value : null;
        }

        return writes.Count == 1 && writes[0].Parent is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression } only && only.Left == writes[0] ? only.Right : null;
    }

    private ExpressionSyntax? OfField(IFieldSymbol field)
    {
        if (Declaration(field) is not VariableDeclaratorSyntax { Initializer: { } initializer })
        {
            return null;
        }

        // What can be written from elsewhere is unknown; so is what a serializer or an editor may set by an attribute.
        return field.IsConst
            || ((field.IsReadOnly || (field.DeclaredAccessibility == Accessibility.Private && field.GetAttributes().IsEmpty)) && IsSetInPlaceOnly(field))
            ? initializer.Value : null;
    }

    private ExpressionSyntax? OfProperty(IPropertySymbol property)
    {
        if (property.IsVirtual || property.IsAbstract || property.IsOverride || property.ContainingType.TypeKind == TypeKind.Interface
            || Declaration(property) is not PropertyDeclarationSyntax declaration)
        {
            return null;
        }

        if (declaration.ExpressionBody is { } arrow)
        {
            return arrow.Expression;
        }

        if (declaration.AccessorList?.Accessors is not { Count: 1 } accessors || !accessors[0].IsKind(SyntaxKind.GetAccessorDeclaration))
        {
            return null;
        }

        return accessors[0].ExpressionBody?.Expression
            ?? (accessors[0].Body is null && declaration.Initializer is { } initializer && IsSetInPlaceOnly(property) ? initializer.Value : null);
    }

    /// <summary>Whether nothing in its type writes a member; one of a struct may never have been initialised.</summary>
    private bool IsSetInPlaceOnly(ISymbol member) =>
        (member.IsStatic || member.ContainingType.TypeKind == TypeKind.Class)
        && member.ContainingType.DeclaringSyntaxReferences.All(reference => !Writes(reference.GetSyntax(cancellation), member.Name, mayChangeItself: false).Any());

    /// <summary>
    /// Every place in which something of this name is or may be written. Names are compared, not symbols: another variable of that name makes
    /// this one uncertain, which is no mistake.
    /// </summary>
    private static IEnumerable<ExpressionSyntax> Writes(SyntaxNode scope, string name, bool mayChangeItself)
    {
        foreach (var found in scope.DescendantNodes().OfType<IdentifierNameSyntax>())
        {
            if (found.Identifier.ValueText != name)
            {
                continue;
            }

            ExpressionSyntax target = found;
            while (target.Parent is ExpressionSyntax parent
                && (parent is ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }
                    || parent is MemberBindingExpressionSyntax || (parent is MemberAccessExpressionSyntax access && access.Name == target)))
            {
                target = parent;
            }

            if (IsWritten(target) || (mayChangeItself && IsReceiverOfUnknown(target)))
            {
                yield return target;
            }
        }
    }

    private static bool IsWritten(ExpressionSyntax target) => target.Parent switch
    {
        AssignmentExpressionSyntax assignment => assignment.Left == target,
        PrefixUnaryExpressionSyntax prefix => prefix.RawKind is (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression or (int)SyntaxKind.AddressOfExpression,
        PostfixUnaryExpressionSyntax postfix => postfix.RawKind is (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression,
        RefExpressionSyntax => true,
        ArgumentSyntax { Parent: TupleExpressionSyntax tuple } => tuple.Parent is ForEachVariableStatementSyntax || IsWritten(tuple),
        ArgumentSyntax argument => argument.RefKindKeyword.RawKind is (int)SyntaxKind.RefKeyword or (int)SyntaxKind.OutKeyword,
        _ => false,
    };

    /// <summary>An extension method may take its receiver by reference; those of spans do not.</summary>
    private static bool IsReceiverOfUnknown(ExpressionSyntax target) =>
        target.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access && access.Expression == target
        && access.Name.Identifier.ValueText is not ("Slice" or "CopyTo" or "TryCopyTo" or "Fill" or "Clear" or "ToArray" or "ToString" or "Equals" or "CompareTo"
            or "GetPinnableReference" or "IndexOf" or "Contains" or "Reverse" or "Sort" or "SequenceEqual");
}
