using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Reading;

/// <summary>
/// From the compiler's symbols to plain values. This is the one place that both sees symbols and makes declarations; nothing of Roslyn's
/// stays in the result.
/// </summary>
internal static class DeclarationReader
{
    /// <summary>The library's attributes of a class in source order, with where they stand.</summary>
    public static List<AttributeData> Attributes(INamedTypeSymbol type) =>
    [
        .. type.GetAttributes()
            .Where(attribute => IsOurs(attribute.AttributeClass) && attribute.ApplicationSyntaxReference is not null)
            .OrderBy(attribute => attribute.ApplicationSyntaxReference!.SyntaxTree.FilePath, StringComparer.Ordinal)
            .ThenBy(attribute => attribute.ApplicationSyntaxReference!.Span.Start),
    ];

    public static bool IsOurs(INamedTypeSymbol? attribute) =>
        attribute is { ContainingType: null }
        && attribute.Name.EndsWith(AttributeNames.Suffix, StringComparison.Ordinal)
        && attribute.ContainingNamespace is { Name: "Compiled", ContainingNamespace: { Name: "NeuralLearn", ContainingNamespace.IsGlobalNamespace: true } };

    public static NetworkDeclaration Read(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation)
    {
        var attributes = Attributes(type);
        cancellation.ThrowIfCancellationRequested();
        var declarations = attributes.Select(attribute => WithFunction(AttributeReader.Read(attribute, type), type, compilation, cancellation)).ToEquatableArray();
        cancellation.ThrowIfCancellationRequested();
        return new NetworkDeclaration(
            ReadIdentity(type, cancellation),
            declarations,
            SpreadOverParts(attributes),
            ReadMembers(type).ToEquatableArray(),
            ReadTarget(type, compilation))
        {
            IsIncomplete = IsIncomplete(type, cancellation),
        };
    }

    /// <summary>Whether the compiler could not read all lines: an attribute that it does not know may be a layer that is half typed.</summary>
    private static bool IsIncomplete(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.GetAttributes().Any(attribute => attribute.AttributeClass is not { TypeKind: not TypeKind.Error })
        || Declarations(type, cancellation).Any(declaration => declaration.AttributeLists.Any(list => list.ContainsDiagnostics));

    /// <summary>A method that an attribute names is part of what the attribute says.</summary>
    private static AttributeDeclaration WithFunction(AttributeDeclaration attribute, INamedTypeSymbol type, Compilation compilation, CancellationToken cancellation) =>
        attribute.Kind is "Apply" or "CustomLoss" && attribute.Find("Function") is { Kind: ArgumentKind.Text or ArgumentKind.Null } name
            ? attribute with { Function = FunctionReader.Read(type, name.Text, attribute.Kind == "Apply" ? "float x" : "float output, float target", compilation, cancellation) }
            : attribute;

    private static bool SpreadOverParts(List<AttributeData> attributes)
    {
        var parts = attributes
            .Select(attribute => attribute.ApplicationSyntaxReference!)
            .Select(reference => (reference.SyntaxTree, Owner: reference.GetSyntax().Parent?.Parent?.SpanStart))
            .Distinct();
        return parts.Count() > 1;
    }

    private static TypeIdentity ReadIdentity(INamedTypeSymbol type, CancellationToken cancellation)
    {
        var containing = new List<ContainingType>();
        for (var outer = type.ContainingType; outer is not null; outer = outer.ContainingType)
        {
            containing.Insert(0, new ContainingType(Keyword(outer), outer.Name, IsPartial(outer, cancellation), outer.Arity > 0));
        }

        var space = type.ContainingNamespace is { IsGlobalNamespace: false } found
            ? found.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat
                .WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)
                .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.None))
            : "";
        var metadataName = string.Join("+", containing.Select(outer => outer.Name).Append(type.MetadataName));
        return new TypeIdentity(
            space,
            containing.ToEquatableArray(),
            type.Name,
            space.Length == 0 ? metadataName : space + "." + metadataName,
            Kind(type, cancellation),
            IsPartial(type, cancellation))
        {
            HasRequiredMembers = HasRequiredMembers(type, cancellation),
        };
    }

    /// <summary>The floor of Roslyn does not know the modifier: it is read from the text, and in other assemblies from what it leaves behind.</summary>
    private static bool HasRequiredMembers(INamedTypeSymbol type, CancellationToken cancellation)
    {
        for (var each = type; each is not null; each = each.BaseType)
        {
            if (each.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "RequiredMemberAttribute")
                || Declarations(each, cancellation).Any(declaration => declaration.Members.Any(member => member.Modifiers.Any(modifier => modifier.Text == "required"))))
            {
                return true;
            }
        }

        return false;
    }

    private static TypeKindName Kind(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.IsStatic)
        {
            return TypeKindName.StaticClass;
        }

        if (type.IsRecord)
        {
            return TypeKindName.Record;
        }

        if (type.Arity > 0)
        {
            return TypeKindName.GenericClass;
        }

        // The floor of Roslyn knows no file-local types; the modifier is read from the text.
        if (Declarations(type, cancellation).Any(declaration => declaration.Modifiers.Any(modifier => modifier.Text == "file")))
        {
            return TypeKindName.FileLocalClass;
        }

        if (type.IsAbstract)
        {
            return TypeKindName.AbstractClass;
        }

        // The floor of Roslyn knows no primary constructors either: such a constructor is declared by the class itself.
        if (type.InstanceConstructors.Any(constructor => !constructor.IsImplicitlyDeclared
            && constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax)))
        {
            return TypeKindName.PrimaryConstructorClass;
        }

        return type.BaseType is { TypeKind: TypeKind.Class } parent && !parent.InstanceConstructors.Any(constructor => IsCalledWithoutArguments(constructor, type))
            ? TypeKindName.UnconstructibleBaseClass
            : TypeKindName.Class;
    }

    private static bool IsCalledWithoutArguments(IMethodSymbol constructor, INamedTypeSymbol type) =>
        constructor.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams)
        && constructor.DeclaredAccessibility switch
        {
            Accessibility.Private => SymbolEqualityComparer.Default.Equals(constructor.ContainingType, type.ContainingType),
            Accessibility.Internal or Accessibility.ProtectedAndInternal => constructor.ContainingAssembly.GivesAccessTo(type.ContainingAssembly),
            _ => true,
        };

    private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, _) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) =>
        Declarations(type, cancellation).Any(declaration => declaration.Modifiers.Any(SyntaxKind.PartialKeyword));

    private static IEnumerable<TypeDeclarationSyntax> Declarations(INamedTypeSymbol type, CancellationToken cancellation) =>
        type.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(cancellation)).OfType<TypeDeclarationSyntax>();

    /// <summary>Members that the user wrote: not the compiler's, and not those of our own output, which IDEs show us too.</summary>
    private static IEnumerable<UserMember> ReadMembers(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member.IsImplicitlyDeclared || member.CanBeReferencedByName == false && member is not IMethodSymbol { MethodKind: MethodKind.Constructor }
                || IsGenerated(member))
            {
                continue;
            }

            yield return member is IMethodSymbol { MethodKind: MethodKind.Constructor }
                ? new UserMember(".ctor", true, Parameters(member))
                : new UserMember(member.Name, false, Parameters(member));
        }
    }

    /// <summary>A method's parameter types, which tell overloads apart: "ulong, in int"; nothing for other members.</summary>
    public static string Parameters(ISymbol member) => member is IMethodSymbol method
        ? string.Join(", ", method.Parameters.Select(parameter => parameter.RefKind switch
        {
            RefKind.None => "",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            _ => "ref ",
        } + parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))
        : "";

    public static bool IsGenerated(ISymbol member) =>
        member.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "GeneratedCodeAttribute"
            && attribute.ConstructorArguments.FirstOrDefault().Value is "NeuralLearn.Compiled");

    private static TargetProfile ReadTarget(INamedTypeSymbol type, Compilation compilation)
    {
        var options = type.DeclaringSyntaxReferences.FirstOrDefault()?.SyntaxTree.Options as CSharpParseOptions;
        var version = options?.LanguageVersion.MapSpecifiedToEffectiveVersion() ?? LanguageVersion.CSharp9;

        // Versions are numbered 1 to 7, then 701, 702, …, 900, 1000; above all that stand Default, Latest and Preview.
        var number = (int)version < 100 ? (int)version * 100 : Math.Min((int)version, 9900);
        return new TargetProfile(
            number,
            compilation.GetTypeByMetadataName("System.Runtime.Intrinsics.Vector512") is not null,
            (compilation as CSharpCompilation)?.Options.CheckOverflow ?? false);
    }
}
