using System.Globalization;
using System.Reflection;

namespace NeuralLearn.Compiled.Quality.Tests.Bars;

/// <summary>A class's attributes in the words of quality_bars.json, so that the two can be compared.</summary>
internal static class DeclaredNetwork
{
    public static string Architecture(Type network)
    {
        var width = 0;
        var side = 0;
        var steps = "";
        var layers = new List<string>();
        foreach (var attribute in Attributes(network))
        {
            if (attribute.AttributeType == typeof(InputAttribute))
            {
                var lengths = attribute.ConstructorArguments.Select(argument => argument.Value).OfType<int>().ToList();
                (width, side) = lengths.Count switch { 3 => (lengths[0], lengths[1]), 2 => (lengths[1], 0), _ => (Sizes(attribute), 0) };
                steps = lengths.Count == 2 ? Invariant($"rows as {lengths[0]} time steps of {lengths[1]}: ") : "";
            }
            else if (attribute.AttributeType.IsSubclassOf(typeof(RecurrentAttribute)))
            {
                var units = Sizes(attribute);
                layers.Add(Invariant($"{Lower(attribute.AttributeType.Name.Replace("Attribute", "", StringComparison.Ordinal))} {width}-{units}, last step"));
                width = units;
            }
            else if (attribute.AttributeType == typeof(DenseAttribute))
            {
                var units = Sizes(attribute);
                layers.Add(Invariant($"dense {width}-{units}{Function(attribute)}"));
                width = units;
            }
            else if (attribute.AttributeType == typeof(Conv2DAttribute))
            {
                var channels = Sizes(attribute);
                var (kernel, padding) = (Named(attribute, "Kernel", 0), Named(attribute, "Padding", 0));
                side += (2 * padding) - kernel + 1;
                layers.Add(Invariant($"conv {width}-{channels} {kernel}x{kernel} pad{padding}{(Named(attribute, "Bias", true) ? "" : " (no bias)")}{Function(attribute)}"));
                width = channels;
            }
            else if (attribute.AttributeType == typeof(MaxPool2DAttribute))
            {
                side /= Sizes(attribute);
                layers[^1] += Invariant($" maxpool{Sizes(attribute)}");
            }
            else if (attribute.AttributeType == typeof(BatchNormAttribute))
            {
                layers[^1] += " bn";
            }
            else if (attribute.AttributeType == typeof(ApplyAttribute))
            {
                layers[^1] += " " + Lower((Activation)attribute.ConstructorArguments[0].Value!);
            }
            else if (attribute.AttributeType == typeof(FlattenAttribute))
            {
                width *= side * side;
                layers.Add("flatten");
            }
            else if (attribute.AttributeType.IsSubclassOf(typeof(LayerAttribute)))
            {
                layers.Add(attribute.AttributeType.Name);
            }
        }

        return steps + string.Join(", ", layers);
    }

    public static string Loss(Type network)
    {
        var attribute = Attributes(network).Single(attribute => attribute.AttributeType.IsSubclassOf(typeof(LossAttribute)));
        var name = attribute.AttributeType.Name switch
        {
            nameof(CrossEntropyLossAttribute) => "cross_entropy",
            nameof(BinaryCrossEntropyWithLogitsLossAttribute) => "bce_with_logits",
            var other => other,
        };
        return attribute.NamedArguments.Count == 0 ? name + " (mean)" : attribute.ToString();
    }

    public static string Optimizer(Type network)
    {
        var attribute = Attributes(network).Single(attribute => attribute.AttributeType.IsSubclassOf(typeof(OptimizerAttribute)));
        var name = attribute.AttributeType == typeof(SgdAttribute) ? "SGD" : attribute.AttributeType.Name.Replace("Attribute", "", StringComparison.Ordinal);

        // Reflection gives named arguments in any order; the file begins with the learning rate.
        var arguments = attribute.NamedArguments
            .OrderByDescending(argument => argument.MemberName == nameof(OptimizerAttribute.LearningRate))
            .ThenBy(argument => argument.MemberName, StringComparer.Ordinal);
        return name + string.Concat(arguments.Select(argument =>
            Invariant($" {(argument.MemberName == "LearningRate" ? "lr" : Lower(argument.MemberName))}={argument.TypedValue.Value}")));
    }

    /// <summary>The activation after a layer's name; of Identity nothing.</summary>
    private static string Function(CustomAttributeData attribute)
    {
        var activation = attribute.ConstructorArguments.Skip(1).Select(argument => (Activation)argument.Value!).FirstOrDefault();
        return activation == Activation.Identity ? "" : " " + Lower(activation);
    }

    private static T Named<T>(CustomAttributeData attribute, string name, T otherwise) =>
        attribute.NamedArguments.Where(argument => argument.MemberName == name).Select(argument => (T)argument.TypedValue.Value!).DefaultIfEmpty(otherwise).Single();

    private static IList<CustomAttributeData> Attributes(Type network) => network.GetCustomAttributesData();

    /// <summary>The first number: units of a dense layer, features of an input, which takes a list of lengths.</summary>
    private static int Sizes(CustomAttributeData attribute) => attribute.ConstructorArguments[0].Value switch
    {
        int size => size,
        IReadOnlyCollection<CustomAttributeTypedArgument> lengths => (int)lengths.Single().Value!,
        var other => throw new InvalidDataException($"{attribute} begins with {other}."),
    };

    // The file writes names in lower case.
#pragma warning disable CA1308
    private static string Lower(object name) => name.ToString()!.ToLowerInvariant();
#pragma warning restore CA1308

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
