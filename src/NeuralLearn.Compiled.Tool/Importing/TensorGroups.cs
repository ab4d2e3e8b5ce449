using System.Text.RegularExpressions;
using NeuralLearn.Compiled.Tool.Files;

namespace NeuralLearn.Compiled.Tool.Importing;

/// <summary>The tensors of a module of PyTorch, which share what stands before the last dot.</summary>
/// <param name="Name">"mlp.0"; "" where tensors have no prefix.</param>
internal sealed partial record TensorGroup(string Name, IReadOnlyDictionary<string, TensorView> Tensors)
{
    private static readonly string[] Roles = ["weight", "bias", "running_mean", "running_var", "num_batches_tracked", "mean", "deviation"];

    public string Title => Name.Length == 0 ? "The tensors without a prefix" : $"'{Printed.Text(Name)}'";

    /// <summary>Groups in the order of their names, numbers in them by their size.</summary>
    /// <exception cref="ToolFailure">A tensor is none that a layer has.</exception>
    public static List<TensorGroup> Of(IReadOnlyList<TensorView> tensors)
    {
        foreach (var tensor in tensors)
        {
            var role = RoleOf(tensor.Name);
            if (!Roles.Contains(role) && !StateRole().IsMatch(role))
            {
                throw new ToolFailure(role.EndsWith("_reverse", StringComparison.Ordinal)
                    ? $"Tensor '{Printed.Text(tensor.Name)}' belongs to a recurrent layer that runs backward too; layers here run forward."
                    : $"Tensor '{Printed.Text(tensor.Name)}' is none that a layer has: names end in {string.Join(", ", Roles)} or weight_ih_l0 and the like. Choose the modules to take with --layers.");
            }
        }

        return [.. tensors.GroupBy(tensor => PrefixOf(tensor.Name), StringComparer.Ordinal)
            .OrderBy(group => Number().Replace(group.Key, match => match.Value.PadLeft(9, '0')), StringComparer.Ordinal)
            .Select(group => new TensorGroup(group.Key, group.ToDictionary(tensor => RoleOf(tensor.Name), StringComparer.Ordinal)))];
    }

    public static string PrefixOf(string name) => name.LastIndexOf('.') is >= 0 and var dot ? name[..dot] : "";

    /// <summary>The kind of layer that such tensors make.</summary>
    public string Kind()
    {
        if (Tensors.TryGetValue("weight_ih_l0", out var input) && Tensors.TryGetValue("weight_hh_l0", out var hidden) && input.Shape.Count == 2 && hidden.Shape.Count == 2 && hidden.Shape[1] > 0)
        {
            return (hidden.Shape[0] / (double)hidden.Shape[1]) switch
            {
                1 => "Rnn",
                3 => "Gru",
                4 => "Lstm",
                var gates => throw new ToolFailure($"{Title} has {gates} gates; recurrent layers have 1, 3 (GRU) or 4 (LSTM)."),
            };
        }

        if (Tensors.ContainsKey("running_mean"))
        {
            return "BatchNorm";
        }

        if (Tensors.ContainsKey("deviation"))
        {
            return "Standardize";
        }

        return Tensors.GetValueOrDefault("weight")?.Shape.Count switch
        {
            4 => "Conv2D",
            3 => "Conv1D",
            2 when !Tensors.ContainsKey("bias") && Name.Contains("emb", StringComparison.OrdinalIgnoreCase) => "Embedding",
            2 => "Dense",
            1 => Tensors.ContainsKey("bias") ? "LayerNorm" : "PReLU",
            _ => throw new ToolFailure($"{Title} has {string.Join(", ", Tensors.Select(tensor => $"{tensor.Key} {tensor.Value.ShapeText}"))}, which no layer has."),
        };
    }

    private static string RoleOf(string name) => name[(name.LastIndexOf('.') + 1)..];

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();

    [GeneratedRegex("^(weight|bias)_(ih|hh)_l[0-9]+$")]
    private static partial Regex StateRole();
}
