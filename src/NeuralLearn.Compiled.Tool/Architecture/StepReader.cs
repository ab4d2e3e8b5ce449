using System.Globalization;
using System.Reflection;

namespace NeuralLearn.Compiled.Tool.Architecture;

/// <summary>One step of an architecture as an attribute.</summary>
/// <param name="step">Its number, from 0.</param>
/// <param name="words">What stands between the arrows, at least one word.</param>
internal sealed class StepReader(int step, string[] words, AxesTracker axes)
{
    private static readonly Dictionary<string, (string Property, string Value)> Flags = new(StringComparer.OrdinalIgnoreCase)
    {
        ["valid"] = ("PaddingMode", "PaddingMode.Valid"),
        ["same"] = ("PaddingMode", "PaddingMode.Same"),
        ["causal"] = ("PaddingMode", "PaddingMode.Causal"),
        ["last"] = ("Return", "Return.Last"),
        ["all"] = ("Return", "Return.Sequence"),
        ["signal"] = ("Kind", "InputKind.Signal"),
        ["indices"] = ("Kind", "InputKind.Indices"),
        ["sum"] = ("Reduction", "Reduction.Sum"),
        ["nobias"] = ("Bias", "false"),
        ["noaffine"] = ("Affine", "false"),
        ["frozen"] = ("Trainable", "false"),
    };

    private int _next = 1;

    public AttributeLine Read()
    {
        var (word, name, from) = (words[0], Take("as"), Take("from"));
        if (Enum.TryParse<Activation>(word, ignoreCase: true, out var activation) && char.IsLetter(word[0]) && IsPlain(activation))
        {
            return Named(new AttributeLine("Apply").With(AttributeLine.Text(activation)), AttributeWord.Find("Apply")!, name, from);
        }

        var attribute = AttributeWord.Read(word)
            ?? throw Failure(word, "a layer, a loss, an optimizer or an activation is expected." + Spelling.Suggestion(word, AttributeWord.Words.Concat(Enum.GetNames<Activation>())));
        attribute = WithDimensions(attribute, word, from);
        if (attribute.Constructor.Any(parameter => parameter.Name == "function") && attribute.Kind != "Apply")
        {
            throw Failure(word, "a function of your own is a method of the class, so that it is written in C#: make the class without it, then add it.");
        }

        var line = attribute.Kind == "Input" ? ReadInput() : attribute.TakesList ? ReadList(attribute) : ReadArguments(attribute);
        return Named(line, attribute, name, from);
    }

    /// <summary>Without a number of its own to tell: [LeakyReLU(0.2)] is an attribute, leakyrelu alone an activation.</summary>
    private bool IsPlain(Activation activation) => words.Length == _next
        && activation is not (Activation.Softmax or Activation.LogSoftmax or Activation.PReLU);

    private AttributeWord WithDimensions(AttributeWord attribute, string word, string? from)
    {
        var isOpen = attribute.Kind is "Conv2D" or "MaxPool2D" or "AvgPool2D" && !word.EndsWith("2d", StringComparison.OrdinalIgnoreCase);
        var isImage = !isOpen || Array.Exists(words, size => ArchitectureText.IsSize(size) && size.Contains('x', StringComparison.OrdinalIgnoreCase)) || (axes.IsImage(from) ?? true);
        return isImage ? attribute : AttributeWord.Find(attribute.Kind.Replace("2D", "1D", StringComparison.Ordinal))!;
    }

    private AttributeLine ReadInput()
    {
        var sizes = Sizes(Need("Input", "its size: 12, 3x64 signal, 64x6 sequence, 1x28x28 or 20 indices"));
        if (sizes.Count > 3)
        {
            throw Failure(words[_next - 1], $"one to three lengths are expected, not {sizes.Count}: features, channels x length, time x features or channels x height x width.");
        }

        var line = new AttributeLine("Input", [.. sizes.Select(size => new AttributeArgument(null, AttributeLine.Text(size)))]);
        line = ReadOptions(AttributeWord.Find("Input")!, line);
        return sizes.Count != 2 || line.Find("Kind") is not null ? line
            : throw Failure(words[1], $"two lengths are a signal or a sequence, so say which: '{words[1]} signal' (channels x length) or '{words[1]} sequence' (time x features).");
    }

    private AttributeLine ReadList(AttributeWord attribute)
    {
        var line = new AttributeLine(attribute.Kind);
        var isNumbers = attribute.Constructor[0].ParameterType == typeof(int[]);
        while (_next < words.Length && (isNumbers ? ArchitectureText.IsSize(words[_next]) || words[_next] == "-1" : !IsOption(attribute, words[_next])))
        {
            var word = words[_next++];
            line = isNumbers
                ? (word == "-1" ? [-1] : Sizes(word)).Aggregate(line, (all, size) => all.With(AttributeLine.Text(size)))
                : line.With(AttributeLine.Text(word));
        }

        if (line.Arguments.Count == 0)
        {
            Need(attribute.Kind, isNumbers ? "lengths, as in 8x4x4" : attribute.IsLayer ? "the names of at least two layers, each given by 'as name'" : "names");
        }

        return ReadOptions(attribute, line);
    }

    private AttributeLine ReadArguments(AttributeWord attribute)
    {
        var line = new AttributeLine(attribute.Kind);
        foreach (var parameter in attribute.Constructor)
        {
            if (line.Arguments.Count > parameter.Position)
            {
                continue;
            }

            var isNumber = attribute.Numbers.Contains(parameter);
            if (isNumber && _next < words.Length && StartsNumber(words[_next]))
            {
                line = Parameter(attribute, line, parameter);
            }
            else if (parameter.ParameterType == typeof(string) && !parameter.IsOptional)
            {
                line = line.With(AttributeLine.Text(Need(attribute.Kind, $"its {parameter.Name}")));
            }
            else if (isNumber && !parameter.IsOptional)
            {
                Need(attribute.Kind, $"its {parameter.Name}, a {(parameter.ParameterType == typeof(int) ? "whole " : "")}number");
                throw Failure(words[_next - 1], $"{attribute.Kind} expects its {parameter.Name} here, a {(parameter.ParameterType == typeof(int) ? "whole " : "")}number.");
            }
        }

        if (attribute.FurtherNumber is { } further && _next < words.Length && StartsNumber(words[_next]))
        {
            line = Set(line, attribute, further, words[_next++]);
        }

        line = ReadOptions(attribute, line);
        return attribute.Type.IsSubclassOf(typeof(ConvolutionAttribute)) && line.Find("Kernel") is null && line.Find("KernelHeight") is null
            ? throw Failure(words[0], $"the length of its kernel is expected: '{words[0]} {line.Arguments[0].Value} 3'.")
            : line;
    }

    /// <summary>Numbers of the constructor; two lengths in one word are two numbers, or a window's height and width.</summary>
    private AttributeLine Parameter(AttributeWord attribute, AttributeLine line, ParameterInfo parameter)
    {
        var word = words[_next++];
        if (!word.Contains('x', StringComparison.OrdinalIgnoreCase))
        {
            return line.With(Value(parameter.ParameterType, parameter.Name!, word));
        }

        var sizes = Sizes(word);
        if (attribute.Property(parameter.Name + "Height") is not null)
        {
            return sizes.Count == 2 && sizes[0] == sizes[1] ? line.With(AttributeLine.Text(sizes[0])) : Set(line, attribute, "Kernel", word);
        }

        var isFirst = attribute.Numbers[0] == parameter;
        return isFirst && sizes.Count == attribute.Numbers.Count && sizes.Count > 1
            ? sizes.Aggregate(line, (all, size) => all.With(AttributeLine.Text(size)))
            : throw Failure(word, $"{attribute.Kind} expects its {parameter.Name} here, one number.");
    }

    private AttributeLine ReadOptions(AttributeWord attribute, AttributeLine line)
    {
        while (_next < words.Length)
        {
            var word = words[_next++];
            var equals = word.IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? word : word[..equals];
            if (equals < 0 && attribute.Property("Activation") is not null && char.IsLetter(word[0]) && Enum.TryParse<Activation>(word, ignoreCase: true, out var activation))
            {
                line = attribute.Constructor.Any(parameter => parameter.ParameterType == typeof(Activation)) && attribute.Kind == "Dense"
                    ? line.With(AttributeLine.Text(activation))
                    : line.With("Activation", AttributeLine.Text(activation));
            }
            else if (equals < 0 && FlagOf(attribute, word) is { } flag)
            {
                line = line.With(flag.Property, flag.Value);
            }
            else if (attribute.Property(key) is { } property)
            {
                if (property.PropertyType == typeof(bool) && equals < 0)
                {
                    line = line.With(property.Name, "true");
                }
                else
                {
                    line = Set(line, attribute, property.Name, equals >= 0 ? word[(equals + 1)..] : Need(attribute.Kind, $"a value for {key}"));
                }
            }
            else
            {
                throw Unknown(attribute, word);
            }
        }

        return line;
    }

    private ToolFailure Unknown(AttributeWord attribute, string word)
    {
        if (char.IsAsciiDigit(word[0]) || word[0] is '-' or '.')
        {
            return Failure(word, $"{attribute.Kind} expects no number here; numbers beyond the first are set by name, as in 'stride 2'.");
        }

        var known = attribute.PropertyWords.Concat(attribute.Property("Activation") is null ? [] : Enum.GetNames<Activation>()).ToList();
        return Failure(word, $"{attribute.Kind} knows no such option.{Spelling.Suggestion(word, known)} It takes {string.Join(", ", attribute.PropertyWords)}{(attribute.Property("Activation") is null ? "" : " or an activation")}.");
    }

    private AttributeLine Set(AttributeLine line, AttributeWord attribute, string property, string word)
    {
        if (word.Contains('x', StringComparison.OrdinalIgnoreCase) && ArchitectureText.IsSize(word))
        {
            var sizes = Sizes(word, 0);
            if (sizes.Count != 2 || attribute.Property(property + "Height") is null)
            {
                throw Failure(word, $"{attribute.Kind} expects one number for {property}.");
            }

            return sizes[0] == sizes[1] && attribute.Property(property) is not null
                ? line.With(property, AttributeLine.Text(sizes[0]))
                : line.With(property + "Height", AttributeLine.Text(sizes[0])).With(property + "Width", AttributeLine.Text(sizes[1]));
        }

        return line.With(property, Value(attribute.Property(property)!.PropertyType, property, word));
    }

    private string Value(Type type, string name, string word)
    {
        if (type == typeof(int))
        {
            return int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                ? AttributeLine.Text(whole) : throw Failure(word, $"a whole number is expected for {name}.");
        }

        if (type == typeof(double))
        {
            return double.TryParse(word, NumberStyles.Float, CultureInfo.InvariantCulture, out var real) && double.IsFinite(real)
                ? AttributeLine.Text(real) : throw Failure(word, $"a number is expected for {name}.");
        }

        if (type == typeof(bool))
        {
            return bool.TryParse(word, out var truth) ? (truth ? "true" : "false") : throw Failure(word, $"true or false is expected for {name}.");
        }

        if (type.IsEnum)
        {
            return Enum.TryParse(type, word, ignoreCase: true, out var member) && char.IsLetter(word[0]) ? AttributeLine.Text((Enum)member)
                : throw Failure(word, $"{string.Join(", ", Enum.GetNames(type))} are what {name} can be.{Spelling.Suggestion(word, Enum.GetNames(type))}");
        }

        if (type == typeof(double[]))
        {
            return $"new double[] {{ {string.Join(", ", word.Split(';', ':').Select(item => Value(typeof(double), name, item)))} }}";
        }

        return AttributeLine.Text(word);
    }

    private static AttributeLine Named(AttributeLine line, AttributeWord attribute, string? name, string? from)
    {
        line = name is null ? line : attribute.Property("Name") is not null ? line.With("Name", AttributeLine.Text(name))
            : throw ArchitectureText.Failure($"'as {name}': {attribute.Kind} has no name.");
        return from is null ? line : attribute.Property("From") is not null ? line.With("From", AttributeLine.Text(from))
            : throw ArchitectureText.Failure($"'from {from}': {attribute.Kind} reads {(attribute.IsLayer ? "the layers that it names" : "nothing")}.");
    }

    private static (string Property, string Value)? FlagOf(AttributeWord attribute, string word)
    {
        if (word.Equals("sequence", StringComparison.OrdinalIgnoreCase))
        {
            return attribute.Property("Return") is not null ? ("Return", "Return.Sequence") : attribute.Property("Kind") is not null ? ("Kind", "InputKind.Sequence") : null;
        }

        return Flags.TryGetValue(word, out var flag) && attribute.Property(flag.Property) is not null ? flag : null;
    }

    private static bool IsOption(AttributeWord attribute, string word) => word.Contains('=', StringComparison.Ordinal) || FlagOf(attribute, word) is not null;

    private static bool StartsNumber(string word) => char.IsAsciiDigit(word[0]) || (word.Length > 1 && word[0] is '-' or '.' && (char.IsAsciiDigit(word[1]) || word[1] == '.'));

    /// <summary>The word behind one of "as" and "from", both taken out.</summary>
    private string? Take(string key)
    {
        var at = Array.FindIndex(words, 1, word => word.Equals(key, StringComparison.OrdinalIgnoreCase));
        if (at < 0)
        {
            return null;
        }

        if (at + 1 >= words.Length)
        {
            throw Failure(words[at], "a name is expected behind it.");
        }

        var name = words[at + 1];
        words = [.. words[..at], .. words[(at + 2)..]];
        return name;
    }

    private List<int> Sizes(string word, int least = 1)
    {
        if (!ArchitectureText.IsSize(word))
        {
            throw Failure(word, "a size is expected, as in 12 or 1x28x28.");
        }

        return [.. word.Split('x', 'X').Select(part => int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var size) && size >= least
            ? size : throw Failure(word, $"each length is expected to be a whole number of {least} or more."))];
    }

    private string Need(string kind, string what) =>
        _next < words.Length ? words[_next++] : throw Failure(words[^1], $"{kind} expects {what} behind it.");

    private ToolFailure Failure(string word, string message) =>
        ArchitectureText.Failure($"'{word}' in step {ArchitectureText.Number(step)} of the architecture ('{string.Join(' ', words)}'): {message}");
}
