using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace NeuralLearn.Compiled.CodeFixes;

/// <summary>Changes of attributes that leave everything around them as it is written.</summary>
internal static class AttributeEditing
{
    /// <summary>The attribute in which a message stands: on the whole of it, or on an argument.</summary>
    public static AttributeSyntax? AttributeAt(this SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeSyntax>();

    /// <summary>The argument on whose value a message stands; null where it stands on the whole attribute.</summary>
    public static AttributeArgumentSyntax? ArgumentAt(this SyntaxNode root, Diagnostic diagnostic) =>
        root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true).FirstAncestorOrSelf<AttributeArgumentSyntax>();

    /// <summary>"Dense" for [Dense], [DenseAttribute] and [NeuralLearn.Compiled.Dense].</summary>
    public static string KindName(this AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        const string Suffix = "Attribute";
        return name.Length > Suffix.Length && name.EndsWith(Suffix, StringComparison.Ordinal) ? name.Substring(0, name.Length - Suffix.Length) : name;
    }

    /// <summary>The attribute above one on the same declaration.</summary>
    public static AttributeSyntax? LineAbove(this AttributeSyntax attribute)
    {
        var all = attribute.Ancestors().OfType<TypeDeclarationSyntax>().First().AttributeLists.SelectMany(list => list.Attributes).ToList();
        var index = all.IndexOf(attribute);
        return index > 0 ? all[index - 1] : null;
    }

    /// <summary>The value of a property, as it is written.</summary>
    public static ExpressionSyntax? Property(this AttributeSyntax attribute, string name) =>
        attribute.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression;

    /// <summary>The attribute with a property behind its other arguments, or with its new value.</summary>
    public static AttributeSyntax WithProperty(this AttributeSyntax attribute, string name, ExpressionSyntax value)
    {
        if (attribute.Property(name) is { } old)
        {
            return attribute.ReplaceNode(old, value.WithTriviaFrom(old));
        }

        var equals = SyntaxFactory.NameEquals(
            SyntaxFactory.IdentifierName(name).WithTrailingTrivia(SyntaxFactory.Space), SyntaxFactory.Token(SyntaxKind.EqualsToken).WithTrailingTrivia(SyntaxFactory.Space));
        var argument = SyntaxFactory.AttributeArgument(equals, null, value);
        if (attribute.ArgumentList is not { } list)
        {
            return attribute.WithName(attribute.Name.WithoutTrailingTrivia())
                .WithArgumentList(SyntaxFactory.AttributeArgumentList(SyntaxFactory.SingletonSeparatedList(argument)).WithTrailingTrivia(attribute.GetTrailingTrivia()));
        }

        if (list.Arguments.Count == 0)
        {
            return attribute.WithArgumentList(list.WithArguments(SyntaxFactory.SingletonSeparatedList(argument)));
        }

        // What stands between the last argument and the bracket stays in front of the bracket.
        var last = list.Arguments[list.Arguments.Count - 1];
        var separators = list.Arguments.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
        var arguments = list.Arguments.Replace(last, last.WithoutTrailingTrivia()).Append(argument.WithTrailingTrivia(last.GetTrailingTrivia()));
        return attribute.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList(arguments, separators)));
    }

    /// <summary>The attribute of another kind, in the namespace as it is written.</summary>
    public static AttributeSyntax WithKind(this AttributeSyntax attribute, string kind)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => (NameSyntax)qualified.WithRight(SyntaxFactory.IdentifierName(kind)),
            AliasQualifiedNameSyntax alias => alias.WithName(SyntaxFactory.IdentifierName(kind)),
            _ => SyntaxFactory.IdentifierName(kind),
        };
        return attribute.WithName(name.WithTriviaFrom(attribute.Name));
    }

    /// <summary>The attribute with those of its properties alone, and without brackets where none is left.</summary>
    public static AttributeSyntax WithOnly(this AttributeSyntax attribute, IReadOnlyCollection<string> properties)
    {
        while (attribute.ArgumentList?.Arguments.FirstOrDefault(argument => !properties.Contains(argument.NameEquals?.Name.Identifier.ValueText ?? "")) is { } other)
        {
            attribute = (AttributeSyntax)attribute.WithoutArgument(other);
        }

        return attribute;
    }

    /// <summary>The attribute with these numbers in place of what stands in front of its properties.</summary>
    public static AttributeSyntax WithNumbers(this AttributeSyntax attribute, IEnumerable<int> numbers)
    {
        var properties = attribute.ArgumentList!.Arguments.Where(argument => argument.NameEquals is not null);
        var arguments = numbers
            .Select(number => SyntaxFactory.AttributeArgument(SyntaxFactory.LiteralExpression(SyntaxKind.NumericLiteralExpression, SyntaxFactory.Literal(number))))
            .Concat(properties).ToList();
        var commas = Enumerable.Repeat(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space), arguments.Count - 1);
        return attribute.WithArgumentList(attribute.ArgumentList.WithArguments(SyntaxFactory.SeparatedList(arguments, commas)));
    }

    /// <summary>The file without an argument, and without the brackets if it was the only one.</summary>
    public static SyntaxNode WithoutArgument(this SyntaxNode root, AttributeArgumentSyntax argument)
    {
        var list = (AttributeArgumentListSyntax)argument.Parent!;
        if (list.Arguments.Count > 1)
        {
            return root.ReplaceNode(list, list.WithArguments(Without(list.Arguments, list.Arguments.IndexOf(argument))));
        }

        var attribute = (AttributeSyntax)list.Parent!;
        return root.ReplaceNode(attribute, attribute.WithArgumentList(null).WithTrailingTrivia(attribute.GetTrailingTrivia()));
    }

    /// <summary>The file without an attribute: without its whole line where it stands alone between brackets.</summary>
    public static SyntaxNode WithoutAttribute(this SyntaxNode root, AttributeSyntax attribute)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            return root.ReplaceNode(list, list.WithAttributes(Without(list.Attributes, list.Attributes.IndexOf(attribute))));
        }

        // The line goes with its end; a comment or an empty line above it stays, and what stood in front of it on the same line.
        var trailing = list.GetTrailingTrivia();
        var rest = trailing.Any(trivia => !trivia.IsKind(SyntaxKind.EndOfLineTrivia) && !trivia.IsKind(SyntaxKind.WhitespaceTrivia)) ? trailing : default;
        var leading = list.GetLeadingTrivia();
        var kept = leading.Any(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)) || rest.Count > 0;
        if (!kept)
        {
            return root.RemoveNode(list, SyntaxRemoveOptions.KeepNoTrivia)!;
        }

        var next = list.GetLastToken().GetNextToken();
        var above = new SyntaxTriviaList(leading.Reverse().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse());
        root = root.ReplaceToken(next, next.WithLeadingTrivia(above.AddRange(rest).AddRange(next.LeadingTrivia)));
        return root.RemoveNode(root.FindNode(list.Span).FirstAncestorOrSelf<AttributeListSyntax>()!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }

    /// <summary>The file with another attribute of the same namespace in front of one: on a line of its own if that has one.</summary>
    public static SyntaxNode WithAttributeBefore(this SyntaxNode root, AttributeSyntax attribute, string kind)
    {
        var name = attribute.Name is QualifiedNameSyntax qualified
            ? (NameSyntax)qualified.WithRight(SyntaxFactory.IdentifierName(kind))
            : SyntaxFactory.IdentifierName(kind);
        var added = SyntaxFactory.Attribute(name.WithoutTrivia());
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            var index = list.Attributes.IndexOf(attribute);
            var items = list.Attributes.ToList();
            items.Insert(index, added.WithLeadingTrivia(attribute.GetLeadingTrivia()));
            items[index + 1] = attribute.WithLeadingTrivia();
            var separators = list.Attributes.GetSeparators().ToList();
            separators.Insert(index, SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space));
            return root.ReplaceNode(list, list.WithAttributes(SyntaxFactory.SeparatedList(items, separators)));
        }

        // Comments stay above what was there first; the indentation is needed twice.
        var indentation = list.GetLeadingTrivia().Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Reverse().ToList();
        var end = list.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia));
        var line = SyntaxFactory.AttributeList(SyntaxFactory.SingletonSeparatedList(added)).WithLeadingTrivia(list.GetLeadingTrivia()).WithTrailingTrivia(end);
        return root.ReplaceNode(list, [line, list.WithLeadingTrivia(indentation)]);
    }

    /// <summary>The list without an item; of the two commas beside it the one goes that leaves the other's line breaks alone.</summary>
    private static SeparatedSyntaxList<T> Without<T>(SeparatedSyntaxList<T> list, int index)
        where T : SyntaxNode
    {
        var items = list.ToList();
        var separators = list.GetSeparators().ToList();
        if (index == items.Count - 1)
        {
            items[index - 1] = items[index - 1].WithTrailingTrivia(items[index - 1].GetTrailingTrivia().AddRange(items[index].GetTrailingTrivia()));
            separators.RemoveAt(index - 1);
        }
        else
        {
            items[index + 1] = items[index + 1].WithLeadingTrivia(items[index].GetLeadingTrivia());
            separators.RemoveAt(index);
        }

        items.RemoveAt(index);
        return SyntaxFactory.SeparatedList(items, separators);
    }
}
