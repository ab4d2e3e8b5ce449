using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Support;

namespace NeuralLearn.Compiled.Generator.Reading;

/// <summary>From an attribute's data to its declaration.</summary>
internal static class AttributeReader
{
    /// <param name="attribute">The attribute.</param>
    /// <param name="owner">The class that it stands on.</param>
    public static AttributeDeclaration Read(AttributeData attribute, INamedTypeSymbol owner)
    {
        var name = attribute.AttributeClass!.Name;
        var kind = name.Substring(0, name.Length - AttributeNames.Suffix.Length);
        var arguments = new List<Argument>();
        var parameters = attribute.AttributeConstructor?.Parameters ?? default;
        for (var i = 0; i < attribute.ConstructorArguments.Length && !parameters.IsDefault && i < parameters.Length; i++)
        {
            // Defaults of optional parameters were not written; they are the layer's to know. A list without items says something.
            if (i < WrittenPositional(attribute) || parameters[i].IsParams)
            {
                arguments.Add(new Argument(Pascal(parameters[i].Name), Read(attribute.ConstructorArguments[i], owner, parameters[i].IsParams)));
            }
        }

        foreach (var named in attribute.NamedArguments)
        {
            arguments.Add(new Argument(named.Key, Read(named.Value, owner, isList: false)));
        }

        // Without its arguments, or with one that the attribute does not have, the line means nothing yet; the compiler says so.
        if (parameters.IsDefault || parameters.Length != attribute.ConstructorArguments.Length || WrittenByName(attribute) != attribute.NamedArguments.Length)
        {
            arguments.Add(new Argument("", ArgumentValue.Invalid));
        }

        return new AttributeDeclaration(kind, arguments.ToEquatableArray());
    }

    public static string Pascal(string name) => char.ToUpperInvariant(name[0]) + name.Substring(1);

    private static int WrittenPositional(AttributeData attribute) =>
        attribute.ApplicationSyntaxReference?.GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.AttributeSyntax { ArgumentList: { } list }
            ? attribute.ConstructorArguments.Length - Unwritten(attribute, list)
            : 0;

    private static int WrittenByName(AttributeData attribute) =>
        (attribute.ApplicationSyntaxReference?.GetSyntax() as Microsoft.CodeAnalysis.CSharp.Syntax.AttributeSyntax)?.ArgumentList?.Arguments.Count(argument => argument.NameEquals is not null) ?? 0;

    private static int Unwritten(AttributeData attribute, Microsoft.CodeAnalysis.CSharp.Syntax.AttributeArgumentListSyntax list) =>
        Math.Max(0, attribute.ConstructorArguments.Length - list.Arguments.Count(argument => argument.NameEquals is null));

    private static System.Collections.Immutable.ImmutableArray<TypedConstant> Items(TypedConstant list) => list.IsNull ? System.Collections.Immutable.ImmutableArray<TypedConstant>.Empty : list.Values;

    /// <summary>An element that is no constant makes the whole list invalid; the compiler reports it.</summary>
    private static ArgumentValue Numbers(TypedConstant constant) => Items(constant).All(value => value.Value is double)
        ? ArgumentValue.OfNumbers(Items(constant).Select(value => ((double)value.Value!).ToString("R", CultureInfo.InvariantCulture)).ToEquatableArray())
        : ArgumentValue.Invalid;

    private static ArgumentValue Integers(TypedConstant constant) => Items(constant).All(value => value.Value is int)
        ? ArgumentValue.OfIntegers(Items(constant).Select(value => ((int)value.Value!).ToString(CultureInfo.InvariantCulture)).ToEquatableArray())
        : ArgumentValue.Invalid;

    /// <summary>2 where everyone sees a type, 1 within the assembly, 0 within some type, -1 within the class itself or a file.</summary>
    private static int Visibility(INamedTypeSymbol type, INamedTypeSymbol owner)
    {
        var visibility = 2;
        for (var each = type; each is not null; each = each.ContainingType)
        {
            visibility = Math.Min(visibility, each.DeclaredAccessibility switch
            {
                Accessibility.Public => 2,
                Accessibility.Internal or Accessibility.ProtectedOrInternal => 1,
                _ => SymbolEqualityComparer.Default.Equals(each.ContainingType, owner) ? -1 : 0,
            });

            // The floor of Roslyn knows no file-local types; the modifier is read from the text.
            if (each.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax()).OfType<Microsoft.CodeAnalysis.CSharp.Syntax.BaseTypeDeclarationSyntax>()
                .Any(declaration => declaration.Modifiers.Any(modifier => modifier.Text == "file")))
            {
                return -1;
            }
        }

        return visibility;
    }

    private static EquatableArray<string> Members(INamedTypeSymbol type) =>
        type.TypeKind == TypeKind.Enum && type.EnumUnderlyingType?.SpecialType == SpecialType.System_Int32
            ? type.GetMembers().OfType<IFieldSymbol>().Where(field => field.HasConstantValue)
                .Select(field => field.Name + "=" + Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)).ToEquatableArray()
            : default;

    /// <param name="constant">The value.</param>
    /// <param name="owner">The class that the attribute stands on.</param>
    /// <param name="isList">Whether items are written one by one; null for all of them is a list without any.</param>
    private static ArgumentValue Read(TypedConstant constant, INamedTypeSymbol owner, bool isList)
    {
        switch (constant.Kind)
        {
            case TypedConstantKind.Error:
                return ArgumentValue.Invalid;
            case TypedConstantKind.Array:
                return constant.IsNull && !isList ? ArgumentValue.Null
                    : constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Double } ? Numbers(constant)
                    : constant.Type is IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Int32 } ? Integers(constant)
                    : ArgumentValue.OfList(Items(constant).Select(value => Convert.ToString(value.Value, CultureInfo.InvariantCulture) ?? "").ToEquatableArray());
            case TypedConstantKind.Type:
                return constant.Value switch
                {
                    null => ArgumentValue.Null,
                    INamedTypeSymbol { TypeKind: not TypeKind.Error } type =>
                        ArgumentValue.OfType(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), Members(type), Visibility(type, owner) < Visibility(owner, owner)),
                    ITypeSymbol { TypeKind: not TypeKind.Error } type => ArgumentValue.OfType(type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat), default, false),
                    _ => ArgumentValue.Invalid,
                };
            case TypedConstantKind.Enum:
                return ArgumentValue.OfEnumeration(constant.Type?.Name ?? "", Convert.ToInt64(constant.Value, CultureInfo.InvariantCulture));
            default:
                return constant.Value switch
                {
                    null => ArgumentValue.Null,
                    bool value => ArgumentValue.OfBoolean(value),
                    string value => ArgumentValue.OfText(value),
                    double value => ArgumentValue.OfReal(value),
                    float value => ArgumentValue.OfReal(value),
                    IConvertible value => ArgumentValue.OfInteger(Convert.ToInt64(value, CultureInfo.InvariantCulture)),
                    _ => ArgumentValue.Invalid,
                };
        }
    }
}
