using System.Globalization;

namespace NeuralLearn.Compiled.Tool.Architecture;

/// <summary>
/// A network in one line: <c>1x28x28 -> conv 8 3x3 relu -> maxpool 2 -> flatten -> dense 10 -> crossentropy -> adam 0.001</c>. Steps are
/// separated by arrows; in each a word for the attribute comes first, then its numbers, an activation and options by their names.
/// </summary>
internal static class ArchitectureText
{
    /// <summary>The grammar for <c>--help</c>.</summary>
    public const string Grammar =
        """
        Steps are separated by "->". The first is the input: 12 (features), 3x64 signal (channels x length), 64x6 sequence
        (time x features), 1x28x28 (an image: channels x height x width) or 20 indices. Then layers, each a word, its numbers,
        an activation and options: "dense 64 tanh", "conv 8 3x3 relu stride 2 pad 1", "maxpool 2", "gru 32 layers 2 sequence",
        "embedding 1000x16", "dropout 0.2", "reshape 8x4x4", "softmax". Any property of the attribute can be set by its name:
        "batchnorm momentum=0.05". "as name" names a layer, "from name" reads another than the one before, "add a b" merges.
        A loss (crossentropy, mse, bcelogits, ...) makes it learn, an optimizer may follow: "adam 0.001", "sgd 0.1 momentum 0.9".
        """;

    /// <summary>Reads an architecture; what is wrong is a failure that names the word and what was expected.</summary>
    /// <param name="text">The line.</param>
    /// <param name="needsInput">Whether it must begin with an input; else one may be added to what comes out.</param>
    public static DeclaredNetwork Parse(string text, bool needsInput = true)
    {
        ArgumentNullException.ThrowIfNull(text);
        var steps = text.Replace("→", "->", StringComparison.Ordinal).Split("->");
        var lines = new List<AttributeLine>();
        var axes = new AxesTracker();
        for (var i = 0; i < steps.Length; i++)
        {
            var words = steps[i].Replace(',', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (words.Length == 0)
            {
                throw Failure(steps.Length == 1 ? "The architecture is empty: an input and a layer are expected, as in \"12 -> dense 4\"."
                    : $"Step {Number(i)} of the architecture is empty: a word is expected between two arrows.");
            }

            var line = IsSize(words[0]) ? new StepReader(i, ["input", .. words], axes).Read() : new StepReader(i, words, axes).Read();
            axes.Add(line);
            lines.Add(line);
        }

        var network = new DeclaredNetwork(lines) { Summary = string.Join(" -> ", steps.Select(step => step.Trim())) };
        if (needsInput && !network.HasInput)
        {
            throw Failure($"The architecture begins with '{steps[0].Trim()}': an input is expected first, as in \"12 -> {steps[0].Trim()}\".");
        }

        return network;
    }

    internal static ToolFailure Failure(string message) => new(message, ExitCode.Usage);

    internal static string Number(int step) => (step + 1).ToString(CultureInfo.InvariantCulture);

    /// <summary>12 or 1x28x28.</summary>
    internal static bool IsSize(string word) => word.Length > 0 && char.IsAsciiDigit(word[0]) && word.All(letter => char.IsAsciiDigit(letter) || letter is 'x' or 'X');
}
