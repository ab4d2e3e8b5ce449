extern alias generator;

using System.Reflection;
using generator::NeuralLearn.Compiled.Generator.Graph;
using generator::NeuralLearn.Compiled.Generator.Reading;
using generator::NeuralLearn.Compiled.Generator.Shapes;
using NeuralLearn.Compiled.Tool.Architecture;
using NeuralLearn.Compiled.Tool.Compiling;
using NeuralLearn.Compiled.Tool.Files;

namespace NeuralLearn.Compiled.Tool.Exporting;

/// <summary>
/// A network as the textbook operations that the compiler makes of its declaration: the same graph that its code is printed from, so that
/// no second list of layers can go another way. Of a compiled class the declaration is written down from its attributes first.
/// </summary>
internal static class DeclaredGraph
{
    /// <summary>The operations outside training.</summary>
    /// <exception cref="ToolFailure">The declaration cannot be had.</exception>
    public static NetworkGraph Of(NetworkClass network, string path, bool isSource, CancellationToken stop)
    {
        var text = isSource ? File.ReadAllText(path) : Written(network, path);
        var compilation = SourceCompiler.Parse(text, path, stop);
        var name = isSource ? network.Type.FullName! : network.Name;
        var type = compilation.GetTypeByMetadataName(name) ?? throw new ToolFailure($"{path} has no class {network.FullName}.");
        var model = ShapeInference.Infer(DeclarationReader.Read(type, compilation, stop));
        if (model.HasErrors)
        {
            throw new ToolFailure($"The attributes of {network.FullName} in {path} do not make a network as this version of the tool reads them; pass the .cs file instead.");
        }

        var graph = NetworkGraphBuilder.Build(model).ForEvaluation();
        CheckSame(graph, network, path);
        return graph;
    }

    private static string Written(NetworkClass network, string path)
    {
        var lines = network.Type.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType.Assembly == typeof(NetworkAttribute).Assembly)
            .Select(attribute => Line(attribute, path))
            .Where(line => line.Kind is not ("Network" or "Budget" or "Classes"));
        return new DeclaredNetwork([.. lines]).ToSource(network.Name);
    }

    private static AttributeLine Line(CustomAttributeData attribute, string path)
    {
        var line = new AttributeLine(attribute.AttributeType.Name[..^"Attribute".Length]);
        if (attribute.Constructor.GetParameters() is [{ Name: "function" }])
        {
            return line.Kind == "CustomLoss" ? Named(new AttributeLine("ExternalLoss"), attribute, "Output")
                : throw new ToolFailure($"{path}: a layer applies the method {attribute.ConstructorArguments[0].Value} of the class, whose text is not in the assembly; export from the .cs file instead.");
        }

        foreach (var argument in attribute.ConstructorArguments)
        {
            line = argument.Value is IReadOnlyCollection<CustomAttributeTypedArgument> items
                ? items.Aggregate(line, (all, item) => all.With(Text(item)))
                : line.With(Text(argument));
        }

        return Named(line, attribute, null);
    }

    private static AttributeLine Named(AttributeLine line, CustomAttributeData attribute, string? only) =>
        attribute.NamedArguments.Where(argument => only is null || argument.MemberName == only)
            .Aggregate(line, (all, argument) => all.With(argument.MemberName, Text(argument.TypedValue)));

    private static string Text(CustomAttributeTypedArgument argument) => argument.Value switch
    {
        string text => AttributeLine.Text(text),
        bool truth => truth ? "true" : "false",
        int number when argument.ArgumentType.IsEnum => AttributeLine.Text((Enum)Enum.ToObject(argument.ArgumentType, number)),
        int number => AttributeLine.Text(number),
        long number => number.ToString(System.Globalization.CultureInfo.InvariantCulture),
        double number => AttributeLine.Text(number),
        IReadOnlyCollection<CustomAttributeTypedArgument> items => $"new double[] {{ {string.Join(", ", items.Select(Text))} }}",
        var other => throw new ToolFailure($"An attribute has a value of an unknown kind, {other}."),
    };

    /// <summary>What was read must be what the class is; else another version of the compiler made it.</summary>
    private static void CheckSame(NetworkGraph graph, NetworkClass network, string path)
    {
        var info = network.Create().Info;
        var declared = graph.Tensors.Where(tensor => tensor.Role != TensorRole.Counter).Select(tensor => $"{tensor.Name} [{string.Join(", ", tensor.Shape)}]");
        var compiled = info.Tensors.ToArray().Select(tensor => tensor.ToString());
        var ports = graph.Inputs.Select(input => input.Value.Shape.Size).Concat(graph.Outputs.Select(output => output.Value.Shape.Size));
        if (!declared.Order(StringComparer.Ordinal).SequenceEqual(compiled.Order(StringComparer.Ordinal), StringComparer.Ordinal)
            || !ports.SequenceEqual(info.Inputs.Select(input => input.Size).Concat(info.Outputs.Select(output => output.Size))))
        {
            throw new ToolFailure($"{path} holds {Printed.Text(network.FullName)} as another version of the compiler made it, with other tensors than its attributes give now; pass the .cs file instead.");
        }
    }
}
