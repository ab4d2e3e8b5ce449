using System.Text;
using NeuralLearn.Compiled.Generator.Declarations;
using NeuralLearn.Compiled.Generator.Diagnostics;
using NeuralLearn.Compiled.Generator.Layers;

namespace NeuralLearn.Compiled.Generator.Shapes;

/// <summary>Gives every layer its name, for files and messages, and its identifier, for emitted code.</summary>
internal sealed class NameTable(ProblemList problems)
{
    /// <summary>
    /// What stands between a layer's name and the word that ends a kernel's, so that no other layer may be called like it: the sum before an
    /// activation (Dense1SumRow), and first words of some operations (ALogSoftmax is A's LogSoftmax, or ALog's Softmax).
    /// </summary>
    private static readonly string[] Middles = ["", "Sum", "Log", "Slope"];

    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal) { ["input"] = "" };
    private readonly HashSet<string> _identifiers = new(StringComparer.Ordinal)
    {
        // Names that the emitted passes use for themselves.
        "Input", "Output", "Target", "Inputs", "Outputs", "Targets", "Parameters", "Gradients", "Scratch", "Stack", "Learner", "Loss",
        "Labels", "Rows", "Row", "Count", "Start", "Value", "RowLoss", "InputRows", "InputGradients", "OutputGradient", "Probabilities",
        "Predict", "Update", "Label", "Result", "Work", "Buffers", "Weight", "Weights", "Factor", "Divisor", "Selected", "Seed", "Custom",
        "Total", "Wanted", "Mask", "Y", "Dy", "RowWeight", "RowOutput", "RowGradient", "TargetRows", "WeightRows",
    };

    /// <summary>What is put behind the name of an input or output in members, fields and parameters.</summary>
    private static readonly string[] Endings = ["", "Size", "Gradient", "Target", "Label", "Selected", "Weights", "Weighted", "Output", "Scores", "ClassNames"];

    /// <summary>What members of the class, fields of its batch, parameters and variables are called, with every ending.</summary>
    private readonly HashSet<string> _ports = new(
        new[]
        {
            "Input", "Inputs", "Output", "Outputs", "Parameter", "Buffer", "State", "Row", "Rows", "Class", "Learning", "Target", "Targets", "Label", "Labels",
            "Loss", "Losses", "Batch", "Best", "Scores", "Work", "Learner", "Finished", "Read", "Count", "TLoss",
            "Equals", "GetHashCode", "GetType", "ToString", "MemberwiseClone", "Finalize", "ReferenceEquals",
        }.SelectMany(stem => Endings.Select(ending => stem + ending)),
        StringComparer.Ordinal);

    public (string Name, string Identifier) Add(int index, AttributeDeclaration attribute, string automatic)
    {
        // Every layer of a kind is counted, named or not: naming one renames no other.
        _counts.TryGetValue(automatic, out var count);
        _counts[automatic] = ++count;
        var name = attribute.Text("Name");
        var slot = "Name";
        if (name is null)
        {
            name = automatic + count.ToString(System.Globalization.CultureInfo.InvariantCulture);
            slot = "";
        }

        if (WhyUnusable(name) is { } reason)
        {
            problems.Add(ShapeRules.InvalidName, index, slot, name, reason);
        }
        else if (_names.TryGetValue(name, out var owner))
        {
            problems.Add(ShapeRules.DuplicateName, index, slot, name, Words(owner, attribute.Kind));
        }
        else
        {
            _names.Add(name, attribute.Kind);
        }

        return (name, Identify(name));
    }

    /// <summary>Names an input or an output, and gives it the identifier that members begin with.</summary>
    /// <param name="isLayerName">Whether layers can read it by this name, which must then differ from theirs.</param>
    public string AddPort(int index, string name, string kind, bool isLayerName)
    {
        if (WhyUnusable(name) is { } reason)
        {
            problems.Add(ShapeRules.InvalidName, index, "Name", name, reason);
        }
        else if ((isLayerName ? _names : _outputs).TryGetValue(name, out var owner))
        {
            problems.Add(ShapeRules.DuplicateName, index, "Name", name, Words(owner, kind));
        }
        else
        {
            (isLayerName ? _names : _outputs).Add(name, kind);
        }

        var stem = Pascal(name);
        var identifier = stem;
        for (var suffix = 2; Endings.Any(ending => _ports.Contains(identifier + ending)); suffix++)
        {
            identifier = stem + "_" + suffix.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _ports.UnionWith(Endings.Select(ending => identifier + ending));
        return identifier;
    }

    /// <summary>The line that has a name already, as a line of a kind that wants it speaks of it.</summary>
    private static string Words(string owner, string kind) =>
        owner.Length == 0 ? "the network's input" : owner == kind ? "another [" + owner + "]" : ("AEIOU".IndexOf(owner[0]) < 0 ? "a [" : "an [") + owner + "]";

    private bool IsFree(string identifier) => !Middles.Any(middle => _identifiers.Contains(identifier + middle));

    private static string? WhyUnusable(string name)
    {
        if (name.Length == 0)
        {
            return "it is empty";
        }

        if (name.Length > 200)
        {
            return "it is longer than 200 characters";
        }

        if (name.Split('.').Any(part => part.Length == 0))
        {
            return "a dotted path has no empty parts";
        }

        return name.Any(character => !char.IsLetterOrDigit(character) && character is not ('.' or '_' or '-'))
            ? "use letters, digits, '_', '-' and '.' only"
            : null;
    }

    /// <summary>"mlp.policy_net.0" becomes "MlpPolicyNet0"; made unique, as emitted methods are named after it.</summary>
    private string Identify(string name)
    {
        var text = Pascal(name);
        var identifier = text;
        for (var suffix = 2; !IsFree(identifier); suffix++)
        {
            identifier = text + "_" + suffix.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        _identifiers.UnionWith(Middles.Select(middle => identifier + middle));
        return identifier;
    }

    private static string Pascal(string name)
    {
        var text = new StringBuilder();
        var upper = true;
        foreach (var character in name)
        {
            if (char.IsLetterOrDigit(character) && !char.IsSurrogate(character))
            {
                text.Append(upper ? char.ToUpperInvariant(character) : character);
                upper = false;
            }
            else
            {
                upper = true;
            }
        }

        if (text.Length == 0 || char.IsDigit(text[0]))
        {
            text.Insert(0, "Layer");
        }

        return text.ToString();
    }
}
