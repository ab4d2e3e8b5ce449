using System.Globalization;
using Microsoft.CodeAnalysis;
using NeuralLearn.Compiled.Generator.Emission;
using NeuralLearn.Compiled.Generator.Reading;
using NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Generator.Tests.Compiling;
using NeuralLearn.Compiled.Generator.Tests.Rules;

namespace NeuralLearn.Compiled.Generator.Tests.UseSites;

/// <summary>What the checks of calls believe that members take is what is emitted.</summary>
public sealed class MemberFormTests
{
    /// <summary>Members without a span, a label or a number to check.</summary>
    private static readonly HashSet<string> Unchecked = new(StringComparer.Ordinal)
    {
        "Save", "Load", "SaveTraining", "LoadTraining", "Initialize", "Mutate", "BlendFrom", "CopyFrom", "AddGradientsFrom", "PrepareTraining", "Summary", "Mermaid", "Update", "ClearGradients", "StateHash",
    };

    public static TheoryData<string> Good => Samples.GoodNames;

    [Theory]
    [MemberData(nameof(Good))]
    public void Forms_AreTheEmittedMembers(string name)
    {
        var generated = new UserProject("using NeuralLearn.Compiled;\n" + Samples.GoodNamed(name)).Generate();
        foreach (var type in Networks(generated.Before.Assembly.GlobalNamespace))
        {
            var forms = MemberForms.Of(ShapeInference.Infer(DeclarationReader.Read(type, generated.Before, CancellationToken.None)));
            var emitted = generated.After.GetTypeByMetadataName(MetadataName(type))!;
            var own = emitted.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat) + ".";
            string Type(ITypeSymbol symbol) => symbol.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat).Replace(own, "", StringComparison.Ordinal);
            Assert.Equal(
                emitted.GetMembers().OfType<IMethodSymbol>().Where(method => method.DeclaredAccessibility == Accessibility.Public && method.MethodKind == MethodKind.Ordinary && DeclarationReader.IsGenerated(method) && !Unchecked.Contains(method.Name))
                    .Select(method => method.Name + "(" + string.Join(", ", method.Parameters.Select(parameter => Reference(parameter.RefKind) + Type(parameter.Type) + " " + parameter.Name)) + ")").Order(StringComparer.Ordinal),
                forms.Members.SelectMany(forms.Named).Select(form => form.Name + Listed(form, own)).Order(StringComparer.Ordinal));
            Assert.Equal(
                emitted.GetMembers().OfType<IFieldSymbol>().Where(field => field.IsConst && DeclarationReader.IsGenerated(field)).Select(field => field.Name + " = " + Convert.ToString(field.ConstantValue, CultureInfo.InvariantCulture)).Order(StringComparer.Ordinal),
                emitted.GetMembers().OfType<IFieldSymbol>().Select(field => field.Name).Where(constant => forms.Constant(constant) is not null).Select(constant => constant + " = " + forms.Constant(constant)).Order(StringComparer.Ordinal));
            var batch = emitted.GetTypeMembers("Batch").SingleOrDefault();
            Assert.Equal(batch?.GetMembers().OfType<IFieldSymbol>().Select(field => Type(field.Type) + " " + field.Name).Order(StringComparer.Ordinal),
                forms.Batch?.Parameters.Select(field => field.Type.Replace(own, "", StringComparison.Ordinal) + " " + field.Name).Order(StringComparer.Ordinal));
        }
    }

    private static string Listed(MemberForm form, string own) =>
        "(" + string.Join(", ", form.Parameters.Select(parameter => parameter.Type.Replace(own, "", StringComparison.Ordinal) + " " + parameter.Name)) + ")";

    private static string Reference(RefKind kind) => kind switch
    {
        RefKind.Ref => "ref ",
        RefKind.In => "in ",
        _ => "",
    };

    private static string MetadataName(INamedTypeSymbol type) => type.ContainingType is { } outer ? MetadataName(outer) + "+" + type.MetadataName
        : type.ContainingNamespace.IsGlobalNamespace ? type.MetadataName : type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName;

    private static IEnumerable<INamedTypeSymbol> Networks(INamespaceOrTypeSymbol space) => space.GetMembers().OfType<INamespaceOrTypeSymbol>().SelectMany(member =>
        Networks(member).Concat(member is INamedTypeSymbol type && type.GetAttributes().Any(attribute => attribute.AttributeClass is { Name: "NetworkAttribute" } found && DeclarationReader.IsOurs(found)) ? [type] : []));
}
