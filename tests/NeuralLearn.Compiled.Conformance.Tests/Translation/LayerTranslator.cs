using static NeuralLearn.Compiled.Conformance.Translation.NeutralItem;

namespace NeuralLearn.Compiled.Conformance.Translation;

/// <summary>Layers: the attribute with what differs from our defaults, which are PyTorch's.</summary>
internal sealed class LayerTranslator(RuntimeSurface surface, ICollection<string> missing)
{
    /// <summary>Activations without a parameter, as members of the enum.</summary>
    public static string? PlainActivation(NeutralItem item)
    {
        return item.Type switch
        {
            "linear" or "identity" => "Identity",
            "relu" => "ReLU",
            "relu6" => "ReLU6",
            "selu" => "SELU",
            "gelu" => item.Text("approximate") == "tanh" ? "GELUTanh" : "GELU",
            "silu" => "SiLU",
            "mish" => "Mish",
            "sigmoid" => "Sigmoid",
            "tanh" => "Tanh",
            "softsign" => "Softsign",
            "hardsigmoid" => "HardSigmoid",
            "hardswish" => "HardSwish",
            "hardtanh" => "HardTanh",
            _ => null,
        };
    }

    /// <summary>The attribute of a layer, but for its name and its source; null for a kind that the tests do not know.</summary>
    public AttributeSource? Translate(NeutralItem item)
    {
        if (PlainActivation(item) is { } activation)
        {
            return New("Apply").PositionalEnum("Activation", activation);
        }

        return item.Type switch
        {
            "leaky_relu" => New("LeakyReLU").Positional(item.Number("negative_slope") ?? "0.01"),
            "elu" => New("ELU").Positional(item.Number("alpha") ?? "1"),
            "softplus" => Softplus(item),
            "softmax" => OverFeatures(item, "Softmax"),
            "log_softmax" => OverFeatures(item, "LogSoftmax"),
            "dense" => Dense(item),
            "conv1d" => Convolution(item, "Conv1D"),
            "conv2d" => Convolution(item, "Conv2D"),
            "max_pool1d" => Pooling(item, "MaxPool1D"),
            "max_pool2d" => Pooling(item, "MaxPool2D"),
            "avg_pool1d" => Pooling(item, "AvgPool1D"),
            "avg_pool2d" => Pooling(item, "AvgPool2D"),
            "global_avg_pool" => New("GlobalAvgPool"),
            "global_max_pool" => New("GlobalMaxPool"),
            "flatten" => New("Flatten"),
            "batch_norm1d" or "batch_norm2d" => BatchNorm(item),
            "layer_norm" => LayerNorm(item),
            "dropout" => New("Dropout").Positional(item.Number("p") ?? "0.5"),
            "embedding" => New("Embedding").Positional($"{item.Integer("num_embeddings")}", $"{item.Integer("embedding_dim")}"),
            "rnn" => Recurrent(item, "Rnn"),
            "gru" => Recurrent(item, "Gru"),
            "lstm" => Recurrent(item, "Lstm"),
            "add" => Merge(item, "Add"),
            "multiply" => Merge(item, "Multiply"),
            "concat" => Merge(item, "Concat"),
            _ => null,
        };
    }

    private static string? Unless(double plain, string? number) => number == Literal(plain) ? null : number;

    private AttributeSource New(string name) => new(surface, name, missing);

    private AttributeSource Dense(NeutralItem item)
    {
        item.Ignore("in_features");
        return New("Dense").Positional($"{item.Integer("out_features")}").Flag("Bias", item.Flag("bias") == false ? false : null);
    }

    private AttributeSource Softplus(NeutralItem item) =>
        New("Softplus").Positional(item.Number("beta") ?? "1").Named("Threshold", Unless(20, item.Number("threshold")));

    private AttributeSource OverFeatures(NeutralItem item, string name)
    {
        if (item.Number("dim") is { } axis and not "-1")
        {
            missing.Add($"{item.Type} over axis {axis}");
        }

        return New(name);
    }

    private AttributeSource Convolution(NeutralItem item, string name)
    {
        item.Ignore("in_channels");
        var attribute = New(name).Positional($"{item.Integer("out_channels")}");
        Extent(attribute, "Kernel", item.Extent("kernel_size"), null);
        Extent(attribute, "Stride", item.Extent("stride"), 1);
        Extent(attribute, "Padding", item.Extent("padding"), 0);
        Extent(attribute, "Dilation", item.Extent("dilation"), 1);
        return attribute.Named("Groups", Unless(1, item.Number("groups"))).Flag("Bias", item.Flag("bias") == false ? false : null);
    }

    private AttributeSource Pooling(NeutralItem item, string name)
    {
        var kernel = item.Extent("kernel_size")!.Value;
        var attribute = New(name);
        if (kernel.Height == kernel.Width)
        {
            attribute.Positional($"{kernel.Height}");
        }
        else
        {
            Extent(attribute, "Kernel", kernel, null);
        }

        var stride = item.Extent("stride");
        Extent(attribute, "Stride", stride == kernel ? null : stride, null);
        Extent(attribute, "Padding", item.Extent("padding"), 0);
        return attribute
            .Flag("CeilMode", item.Flag("ceil_mode") == true ? true : null)
            .Flag("CountIncludePad", item.Flag("count_include_pad") == false ? false : null);
    }

    private static void Extent(AttributeSource attribute, string member, (int Height, int Width)? extent, int? plain)
    {
        if (extent is not { } known || (known.Height == plain && known.Width == plain))
        {
            return;
        }

        if (known.Height == known.Width)
        {
            attribute.Named(member, $"{known.Height}");
        }
        else
        {
            attribute.Named(member + "Height", $"{known.Height}").Named(member + "Width", $"{known.Width}");
        }
    }

    private AttributeSource BatchNorm(NeutralItem item)
    {
        item.Ignore("num_features");
        return New("BatchNorm")
            .Named("Epsilon", Unless(1e-5, item.Number("eps")))
            .Named("Momentum", Unless(0.1, item.Number("momentum")))
            .Flag("Affine", item.Flag("affine") == false ? false : null);
    }

    private AttributeSource LayerNorm(NeutralItem item)
    {
        item.Ignore("normalized_shape");
        return New("LayerNorm").Named("Epsilon", Unless(1e-5, item.Number("eps")));
    }

    private AttributeSource Recurrent(NeutralItem item, string name)
    {
        item.Ignore("input_size");
        var attribute = New(name)
            .Positional($"{item.Integer("hidden_size")}")
            .Named("Layers", Unless(1, item.Number("num_layers")))
            .Enumerated("Return", "Return", item.Text("return") == "sequence" ? "Sequence" : null);
        return attribute.Enumerated("Activation", "Activation", item.Text("nonlinearity") == "relu" ? "ReLU" : null);
    }

    private AttributeSource Merge(NeutralItem item, string name)
    {
        // Axis 1 counts the rows' axis as 0: channels or features, which is where Concat joins.
        if (item.Number("dim") is { } axis and not "1")
        {
            missing.Add($"{item.Type} along axis {axis}");
        }

        return New(name).Positional([.. item.Texts("inputs").Select(Quoted)]);
    }
}
