using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using NeuralLearn.Compiled.Generator.Tests.Compiling;

namespace NeuralLearn.Compiled.Generator.Tests.Cost;

/// <summary>What emitted code reserves on the stack, read from the code itself: who calls whom, and what stands in each method.</summary>
internal sealed partial class CallChains
{
    private readonly Dictionary<IMethodSymbol, MethodDeclarationSyntax> _methods = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<IMethodSymbol, long> _depths = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<SyntaxTree, SemanticModel> _models = [];
    private readonly INamedTypeSymbol _network;

    public CallChains(Generated generated)
    {
        foreach (var tree in generated.After.SyntaxTrees)
        {
            _models.Add(tree, generated.After.GetSemanticModel(tree));
            foreach (var method in tree.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            {
                _methods[(IMethodSymbol)_models[tree].GetDeclaredSymbol(method)!] = method;
            }
        }

        _network = generated.Before.GetTypeByMetadataName("Net")!;
    }

    /// <summary>Bytes of the deepest chain that begins with a member of the network.</summary>
    /// <param name="accepts">Which members.</param>
    public long Deepest(Func<string, bool> accepts) => _methods.Keys
        .Where(method => method.ContainingType.ToDisplayString() == _network.ToDisplayString() && accepts(method.Name)).Select(Depth).DefaultIfEmpty(0).Max();

    private long Depth(IMethodSymbol method)
    {
        method = method.OriginalDefinition;
        if (!_methods.TryGetValue(method, out var syntax))
        {
            return 0;
        }

        if (!_depths.TryGetValue(method, out var depth))
        {
            _depths[method] = 0;
            var model = _models[syntax.SyntaxTree];
            var callees = syntax.DescendantNodes().OfType<InvocationExpressionSyntax>().Select(call => model.GetSymbolInfo(call).Symbol).OfType<IMethodSymbol>();
            depth = Own(syntax, model) + callees.Select(Depth).DefaultIfEmpty(0).Max();
            _depths[method] = depth;
        }

        return depth;
    }

    private static long Own(MethodDeclarationSyntax method, SemanticModel model)
    {
        var arrays = method.DescendantNodes().OfType<StackAllocArrayCreationExpressionSyntax>().Sum(array =>
        {
            var type = (ArrayTypeSyntax)array.Type;
            Assert.Equal("float", type.ElementType.ToString());
            return 4L * (int)model.GetConstantValue(type.RankSpecifiers[0].Sizes[0]).Value!;
        });
        var stacks = method.DescendantNodes().OfType<DeclarationExpressionSyntax>().Sum(local => SizeOf(model.GetTypeInfo(local.Type).Type!));
        var states = method.DescendantNodes().OfType<LocalDeclarationStatementSyntax>().Where(local => local.Declaration.Type.ToString() == "State")
            .Sum(local => (int)model.GetTypeInfo(local.Declaration.Type).Type!.GetMembers("Size").OfType<IFieldSymbol>().Single().ConstantValue!);
        return arrays + stacks + states;
    }

    private static long SizeOf(ITypeSymbol type) => StackType().IsMatch(type.Name)
        ? (int)type.GetAttributes().Single(attribute => attribute.AttributeClass!.Name == "StructLayoutAttribute").NamedArguments.Single(argument => argument.Key == "Size").Value.Value!
        : 0;

    [GeneratedRegex(@"^Stack\d+$")]
    private static partial Regex StackType();
}
