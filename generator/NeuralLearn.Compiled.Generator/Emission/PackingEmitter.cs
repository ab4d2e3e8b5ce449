using NeuralLearn.Compiled.Generator.Graph;
using NeuralLearn.Compiled.Generator.Schedule;

namespace NeuralLearn.Compiled.Generator.Emission;

/// <summary>Prints how tensors come from the user's flat order into the kernels' layout, back, and to their first values.</summary>
internal sealed class PackingEmitter(NetworkPlan plan)
{
    public void Print(CodeWriter writer)
    {
        writer.Comment("From the user's flat vector to the kernels' layout.");
        Each(writer, "internal static void Pack(ReadOnlySpan<float> flat, ref float packed)", plan.Layout.Parameters,
            tensor => $"Packing.Pack({Flat(tensor)}, {Dialect.RefAt("packed", tensor.Offset)}, {Sizes(tensor)});");
        writer.Comment("And back.");
        Each(writer, "internal static void Unpack(ref float packed, Span<float> flat)", plan.Layout.Parameters,
            tensor => $"Packing.Unpack({Dialect.RefAt("packed", tensor.Offset)}, {Flat(tensor)}, {Sizes(tensor)}, scale: 1f);");
        writer.Comment("Initial values: a function of seed, name and element.");
        Each(writer, "internal static void Initialize(ulong seed, Span<float> flat)", plan.Layout.Parameters, Initialize);
        writer.Comment("Random changes, element by element in flat order, of what can learn.");
        Each(writer, "internal static void Mutate(ref float packed, ref NetRandom random, float deviation, float probability)",
            plan.Layout.Parameters.Where(tensor => tensor.Parameter.Learns),
            tensor => $"Packing.Mutate({Dialect.RefAt("packed", tensor.Offset)}, {(IsMatrix(tensor) ? "" : Literal.Int(tensor.Parameter.Length) + ", ")}{Sizes(tensor)}, random: ref random, deviation: deviation, probability: probability);");
        if (plan.HasBuffers)
        {
            writer.Comment("What is measured rather than learnt.");
            Each(writer, "internal static void PackBuffers(ReadOnlySpan<float> flat, ref float packed)", plan.Layout.Buffers,
                tensor => $"Packing.Pack({Flat(tensor)}, {Dialect.RefAt("packed", tensor.Offset)}, {Sizes(tensor)});");
            Each(writer, "internal static void UnpackBuffers(ref float packed, Span<float> flat)", plan.Layout.Buffers,
                tensor => $"Packing.Unpack({Dialect.RefAt("packed", tensor.Offset)}, {Flat(tensor)}, {Sizes(tensor)}, scale: 1f);");
            Each(writer, "internal static void InitializeBuffers(Span<float> flat)", plan.Layout.Buffers, Initialize);
        }

        if (plan.Graph.Folded.Count > 0)
        {
            PrintFolding(writer);
        }

        if (plan.Training is not null)
        {
            writer.Comment("Gradients, or what an optimizer keeps: there is none of what does not learn, which reads as 0.");
            Each(writer, "internal static void PackLearning(ReadOnlySpan<float> flat, ref float packed)", plan.Layout.Parameters.Where(tensor => tensor.Parameter.Learns),
                tensor => $"Packing.Pack({Flat(tensor)}, {Dialect.RefAt("packed", tensor.Offset)}, {Sizes(tensor)});");
            Each(writer, "internal static void UnpackLearning(ref float packed, Span<float> flat, float scale)", plan.Layout.Parameters,
                tensor => tensor.Parameter.Learns
                    ? $"Packing.Unpack({Dialect.RefAt("packed", tensor.Offset)}, {Flat(tensor)}, {Sizes(tensor)}, scale: scale);"
                    : $"{Flat(tensor)}.Clear();");
        }
    }

    /// <summary>Double precision, and each result rounded once: the same bits at every time and on every machine.</summary>
    private void PrintFolding(CodeWriter writer)
    {
        var layers = plan.Graph.Folded;
        writer.Comment("What kernels read comes from what the user has: neighbours of dense layers and convolutions are part of their weights.");
        using (writer.Block("internal static void Fold(ref float parameters, ref float buffers)"))
        {
            writer.Lines(layers.Select((_, index) => $"Fold{Literal.Int(index + 1)}(ref parameters, ref buffers);"));
        }

        writer.Blank();
        for (var index = 0; index < layers.Count; index++)
        {
            var neighbours = new[] { layers[index].From.Below?.Layer.Name, layers[index].From.Above?.Layer.Name }.OfType<string>();
            writer.Comment($"{string.Join(" and ", neighbours)} into {Folding.OwnerOf(layers[index])}.");
            using (writer.Block($"private static void Fold{Literal.Int(index + 1)}(ref float parameters, ref float buffers)"))
            {
                PrintFolding(writer, layers[index]);
            }

            writer.Blank();
        }
    }

    private void PrintFolding(CodeWriter writer, FoldedLayer layer)
    {
        var (weight, bias, groups, below, above) = layer.From;
        var tensors = new List<(string Name, string Memory, Parameter? Tensor, int Length)> { ("weight", "parameters", weight, weight.Length) };
        if (below is not null)
        {
            tensors.Add(("deviation", "buffers", below.Deviation, below.Deviation.Length));
        }

        if (above is not null)
        {
            tensors.Add(("bias", "parameters", bias, above.Channels));
            tensors.Add(("mean", "buffers", above.Running.Mean, above.Channels));
            tensors.Add(("variance", "buffers", above.Running.Variance, above.Channels));
            tensors.Add(("scale", "parameters", above.Weight, above.Weight?.Length ?? 0));
            tensors.Add(("shift", "parameters", above.Bias, above.Bias?.Length ?? 0));
        }

        foreach (var (name, memory, tensor, length) in tensors)
        {
            writer.Line($"float[] {name} = new float[{Literal.Int(length)}];");
            if (tensor is not null)
            {
                var packed = plan.Layout[tensor];
                writer.Line($"Packing.Unpack({Dialect.RefAt(memory, packed.Offset)}, {name}, {Sizes(packed)}, scale: 1f);");
            }
        }

        if (below is not null)
        {
            writer.Line($"Packing.FoldDeviation(weight, deviation, {Literal.Int(weight.Shape[0])}, {Literal.Int(groups)});");
        }

        if (above is not null)
        {
            writer.Line($"Packing.Fold(weight, bias, mean, variance, scale, shift, {Literal.Double(above.Epsilon)});");
        }

        foreach (var (name, tensor) in new[] { ("weight", layer.Weight), ("bias", layer.Bias) })
        {
            if (tensor is not null)
            {
                var packed = plan.Layout[tensor];
                writer.Line($"Packing.Pack({name}, {Dialect.RefAt("buffers", packed.Offset)}, {Sizes(packed)});");
            }
        }
    }

    private static void Each(CodeWriter writer, string signature, IEnumerable<PackedTensor> tensors, Func<PackedTensor, string> line)
    {
        using (writer.Block(signature))
        {
            foreach (var tensor in tensors)
            {
                writer.Line(line(tensor));
            }
        }

        writer.Blank();
    }

    private static string Initialize(PackedTensor tensor) => tensor.Parameter.Initializer switch
    {
        UniformInitializer uniform => $"Initializer.Uniform({Flat(tensor)}, seed, {Literal.Text(tensor.Parameter.Name)}, {Literal.Float(uniform.Bound)});",
        NormalInitializer normal => $"Initializer.Normal({Flat(tensor)}, seed, {Literal.Text(tensor.Parameter.Name)}, {Literal.Float(normal.Deviation)});",
        ConstantInitializer constant => $"{Flat(tensor)}.Fill({Literal.Float(constant.Value)});",
        _ => $"Initializer.Orthogonal({Flat(tensor)}, seed, {Literal.Text(tensor.Parameter.Name)}, {Literal.Int(tensor.Parameter.Shape[0])}, {Literal.Int(tensor.Parameter.Length / tensor.Parameter.Shape[0])});",
    };

    private static string Flat(PackedTensor tensor) => $"flat.Slice({Literal.Int(tensor.FlatOffset)}, {Literal.Int(tensor.Parameter.Length)})";

    private static string Sizes(PackedTensor tensor) => IsMatrix(tensor) ? MatrixSizes(tensor) : Layout(tensor);

    /// <summary>A matrix, or a row of numbers.</summary>
    private static bool IsMatrix(PackedTensor tensor) => tensor.Taps == 1 && tensor.Axis.Positions == 1;

    private static string Layout(PackedTensor tensor)
    {
        var kind = tensor.Parameter.Form is ValueForm ? "Value" : tensor.AlongInputs ? "AlongInputs" : "AlongOutputs";
        var numbers = string.Join(", ", new[] { tensor.Axis.Length, tensor.Rows, tensor.Axis.Positions, tensor.Taps }.Select(number => Literal.Int(number)));
        return $"new TensorLayout({numbers}, TensorLayoutKind.{kind}, {(tensor.Axis.IsChannelsFirst ? "true" : "false")})";
    }

    private static string MatrixSizes(PackedTensor tensor) => tensor.AlongInputs
        ? $"{Literal.Int(tensor.Rows)}, {Literal.Int(tensor.Axis.Length)}, alongInputs: true"
        : $"{Literal.Int(tensor.Axis.Length)}, {Literal.Int(tensor.Rows)}, alongInputs: false";
}
