using System.Text.RegularExpressions;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.Documents;

/// <summary>An argument of an attribute as its source has it.</summary>
internal sealed record AttributeArgument(string Name, string Default, string Meaning);

/// <summary>
/// The arguments of the library's attributes, read from their sources: name, default and documentation stand there and nowhere else.
/// </summary>
internal static partial class AttributeArguments
{
    /// <summary>What all layers share, and is told in one place.</summary>
    private static readonly string[] Common = ["LayerAttribute", "SingleInputLayerAttribute"];

    private static readonly Dictionary<string, BaseTypeDeclarationSyntax> Types = Directory
        .EnumerateFiles(Path.Combine(DocumentationPage.Root, "src", "NeuralLearn.Compiled", "Attributes"), "*.cs", SearchOption.AllDirectories)
        .SelectMany(file => CSharpSyntaxTree.ParseText(File.ReadAllText(file)).GetRoot().DescendantNodes().OfType<BaseTypeDeclarationSyntax>())
        .ToDictionary(type => type.Identifier.Text, StringComparer.Ordinal);

    /// <summary>Those of a kind of layer, without what all layers have.</summary>
    public static IReadOnlyList<AttributeArgument> Of(string kind)
    {
        var type = Class(kind + "Attribute");
        var written = type.Members.OfType<ConstructorDeclarationSyntax>().MaxBy(constructor => constructor.ParameterList.Parameters.Count);
        var arguments = written is null ? [] : written.ParameterList.Parameters.Select(parameter => OfParameter(written, parameter)).ToList();
        foreach (var other in type.Members.OfType<ConstructorDeclarationSyntax>().Where(constructor => constructor != written))
        {
            // What only another constructor takes stands in place of what this one takes.
            arguments.AddRange(other.ParameterList.Parameters.Where(parameter => arguments.All(argument => argument.Name != parameter.Identifier.Text))
                .Select(parameter => OfParameter(other, parameter) with { Default = $"instead of `{written!.ParameterList.Parameters[0].Identifier.Text}`" }).ToList());
        }

        var names = arguments.Select(argument => argument.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        arguments.AddRange(Properties(type).Where(argument => !names.Contains(argument.Name)));
        return arguments;
    }

    /// <summary>What all layers have.</summary>
    public static IReadOnlyList<AttributeArgument> OfEveryLayer() => [.. Common.SelectMany(name => OwnProperties(Class(name)))];

    private static ClassDeclarationSyntax Class(string name) => (ClassDeclarationSyntax)Types[name];

    /// <summary>Those of the bases first.</summary>
    private static IEnumerable<AttributeArgument> Properties(ClassDeclarationSyntax type)
    {
        var parent = type.BaseList?.Types[0].Type.ToString();
        var inherited = parent is null || Common.Contains(parent) ? [] : Properties(Class(parent));
        return inherited.Concat(OwnProperties(type));
    }

    private static IEnumerable<AttributeArgument> OwnProperties(ClassDeclarationSyntax type) => type.Members.OfType<PropertyDeclarationSyntax>()
        .Where(property => property.AccessorList?.Accessors.Any(accessor => accessor.IsKind(SyntaxKind.SetAccessorDeclaration)) == true)
        .Select(property =>
        {
            var text = Documentation(property).Element("summary")!;
            return new AttributeArgument(property.Identifier.Text, Default(property, Words(text)), Meaning(text));
        });

    private static AttributeArgument OfParameter(ConstructorDeclarationSyntax constructor, ParameterSyntax parameter)
    {
        var text = Documentation(constructor).Elements("param").Single(element => element.Attribute("name")!.Value == parameter.Identifier.Text);
        return new AttributeArgument(parameter.Identifier.Text, parameter.Default is { } value ? Code(value.Value) : "needed", Meaning(text));
    }

    /// <summary>
    /// What holds without a word. An axis of its own follows the argument for both; elsewhere the initial value says it, the enumeration's
    /// first member, or the documentation, where it depends on other arguments.
    /// </summary>
    private static string Default(PropertyDeclarationSyntax property, string summary)
    {
        if (Axis().Match(property.Identifier.Text) is { Success: true } axis)
        {
            return $"`{axis.Groups[1].Value}`";
        }

        if (property.Initializer is { } initializer)
        {
            return Code(initializer.Value);
        }

        var type = property.Type.ToString();
        return Types.TryGetValue(type, out var found) && found is EnumDeclarationSyntax enumeration ? $"`{type}.{enumeration.Members[0].Identifier.Text}`"
            : type == "bool" ? "`false`"
            : summary.Contains("must be given", StringComparison.Ordinal) ? "needed"
            : Before().Match(summary) is { Success: true } before ? Said(before.Groups[1].Value)
            : Behind().Match(summary) is { Success: true } behind ? behind.Groups[1].Value
            : "–";
    }

    private static string Code(ExpressionSyntax expression) => $"`{expression}`";

    private static string Said(string words) => char.IsAsciiDigit(words[0]) ? $"`{words}`" : char.ToLowerInvariant(words[0]) + words[1..];

    /// <summary>What repeats the default is left out.</summary>
    private static string Meaning(XElement element) =>
        Spaces().Replace(Repeated().Replace(Words(element), ""), " ").Trim().Replace("|", "\\|", StringComparison.Ordinal);

    private static string Words(XElement element) => Spaces().Replace(string.Concat(element.Nodes().Select(node => node is XElement inner
        ? $"`{(inner.Attribute("cref") ?? inner.Attribute("name"))!.Value}`"
        : ((XText)node).Value)), " ").Trim();

    private static XElement Documentation(SyntaxNode member) => XElement.Parse(
        "<member>" + Slashes().Replace(member.GetLeadingTrivia().ToFullString(), "") + "</member>");

    [GeneratedRegex("^(Kernel|Stride|Padding|Dilation)(Height|Width)$")]
    private static partial Regex Axis();

    [GeneratedRegex(@"(?:^|\. )([^.]+) without a word")]
    private static partial Regex Before();

    [GeneratedRegex(@"Without a word ([^.]+)\.")]
    private static partial Regex Behind();

    [GeneratedRegex(@", (as|[\d.e-]+) without a word|(?<=\. )[^.,]*(\d\.\d+)? without a word\.|Without a word [^.]+\.|It must be given\.")]
    private static partial Regex Repeated();

    [GeneratedRegex(@"^\s*///", RegexOptions.Multiline)]
    private static partial Regex Slashes();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
