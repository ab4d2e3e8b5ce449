using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Reading;

namespace NeuralLearn.Compiled.Generator.Analyzers;

/// <summary>Turns a problem's own coordinates into the piece of source that is wrong.</summary>
internal static class ProblemLocator
{
    private const string MemberPrefix = "member:";

    public static Location Locate(Problem problem, List<AttributeData> attributes, INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (problem.Attribute >= 0 && problem.Attribute < attributes.Count)
        {
            var attribute = attributes[problem.Attribute];
            var syntax = attribute.ApplicationSyntaxReference!.GetSyntax(cancellation);
            return syntax is AttributeSyntax found
                ? (Argument(found, attribute, problem.Slot)?.GetLocation() ?? found.GetLocation())
                : syntax.GetLocation();
        }

        if (problem.Slot.StartsWith(MemberPrefix, StringComparison.Ordinal) && Member(problem.Slot, type) is { } member)
        {
            return member;
        }

        if (problem.Slot.StartsWith(FunctionProblem.InMethod, StringComparison.Ordinal) && Piece(problem.Slot.Substring(FunctionProblem.InMethod.Length), type, cancellation) is { } piece)
        {
            return piece;
        }

        return ClassName(attributes, type, cancellation);
    }

    /// <summary>A piece of a method: "Snake(float@12+5".</summary>
    private static Location? Piece(string place, INamedTypeSymbol type, CancellationToken cancellation)
    {
        // The types of parameters may be called @class: the numbers stand behind the last of these signs.
        var at = place.LastIndexOf('@');
        var span = place.Substring(at + 1).Split('+');
        var method = place.Substring(0, at).Split(['('], 2);
        var syntax = type.GetMembers(method[0]).FirstOrDefault(member => DeclarationReader.Parameters(member) == method[1])
            ?.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation);
        int Number(int part) => int.Parse(span[part], System.Globalization.CultureInfo.InvariantCulture);
        return syntax is null ? null : Location.Create(syntax.SyntaxTree, new Microsoft.CodeAnalysis.Text.TextSpan(syntax.SpanStart + Number(0), Number(1)));
    }

    private static Location? Member(string slot, INamedTypeSymbol type)
    {
        var parts = slot.Substring(MemberPrefix.Length).Split(['('], 2);
        return type.GetMembers(parts[0])
            .FirstOrDefault(member => !member.IsImplicitlyDeclared && !DeclarationReader.IsGenerated(member) && DeclarationReader.Parameters(member) == parts[1])
            ?.Locations.FirstOrDefault();
    }

    /// <summary>The class's name on the part with the attributes.</summary>
    public static Location ClassName(List<AttributeData> attributes, INamedTypeSymbol type, CancellationToken cancellation)
    {
        var owner = attributes.FirstOrDefault()?.ApplicationSyntaxReference?.GetSyntax(cancellation).Parent?.Parent;
        return owner is TypeDeclarationSyntax declaration ? declaration.Identifier.GetLocation() : type.Locations[0];
    }

    private static ExpressionSyntax? Argument(AttributeSyntax syntax, AttributeData attribute, string slotAndItem)
    {
        var parts = slotAndItem.Split('#');
        var slot = parts[0];
        var item = parts.Length > 1 ? int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        if (slot.Length == 0 || syntax.ArgumentList is not { } list)
        {
            return null;
        }

        // A property set by name wins over the constructor's argument of the same meaning.
        var named = list.Arguments.LastOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == slot);
        if (named is not null)
        {
            return named.Expression;
        }

        var parameters = attribute.AttributeConstructor?.Parameters ?? default;
        for (var i = 0; !parameters.IsDefault && i < parameters.Length; i++)
        {
            if (AttributeReader.Pascal(parameters[i].Name) != slot)
            {
                continue;
            }

            var byColon = list.Arguments.FirstOrDefault(argument => argument.NameColon?.Name.Identifier.ValueText == parameters[i].Name);
            var positional = list.Arguments.Where(argument => argument.NameEquals is null && argument.NameColon is null).ToList();
            var place = parameters[i].IsParams && i + item < positional.Count ? i + item : i;
            return (byColon ?? (place < positional.Count ? positional[place] : null))?.Expression;
        }

        return null;
    }
}
