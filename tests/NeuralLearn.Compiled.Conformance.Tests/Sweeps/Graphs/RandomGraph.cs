using NeuralLearn.Compiled.Conformance.Compiling;
using NeuralLearn.Compiled.Conformance.Translation;

namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>A network that is a function of a seed and a number: as attributes, and as formulas in double precision.</summary>
internal sealed class RandomGraph : INetworkSource
{
    /// <summary>For a kind of layer that may find nothing to read.</summary>
    private const int MostTries = 40;

    /// <summary>Without a word it is Adam.</summary>
    private static readonly string[] Optimizers =
    [
        "", "Sgd(LearningRate = 0.01, Momentum = 0.9, Nesterov = true)", "AdamW(AmsGrad = true)", "RmsProp(LearningRate = 1e-3, Centered = true, Momentum = 0.5)",
        "Adagrad(WeightDecay = 1e-3)", "Sgd(LearningRate = 0.01, ClipValue = 0.1)", "Adam(ClipNorm = 1)",
    ];

    private readonly IReadOnlyList<GraphNode> _nodes;
    private readonly RowLoss _rowLoss;

    private RandomGraph(string className, GraphShape input, GraphPalette palette, GraphDraft draft, GraphLoss loss, RowLoss rowLoss, bool isSum, string[] declaration)
    {
        IsExact = palette.IsExact;
        IsLinear = palette == GraphPalette.Linear;
        ClassName = className;
        Input = input;
        IndexCount = draft.IndexCount;
        _nodes = draft.Nodes;
        Loss = loss;
        _rowLoss = rowLoss;
        IsSum = isSum;
        Declaration = declaration;
    }

    public string ClassName { get; }

    public string AdapterName => AdapterSource.AdapterName(ClassName);

    public GraphShape Input { get; }

    public int InputSize => Input.Size;

    /// <summary>Whether its numbers are whole, and its results to be compared bit for bit.</summary>
    public bool IsExact { get; }

    /// <summary>Whether the loss is linear in every parameter and every input.</summary>
    public bool IsLinear { get; }

    /// <summary>Whether it reads indices, which have no gradient.</summary>
    public bool TakesIndices => Input.Axes == GraphAxes.Indices;

    /// <summary>Indices are from 0 to below this.</summary>
    public int IndexCount { get; }

    public int OutputSize => _nodes[^1].Shape.Size;

    public GraphLoss Loss { get; }

    /// <summary>Whether the losses of rows are added up instead of averaged.</summary>
    public bool IsSum { get; }

    public IReadOnlyList<string> Declaration { get; }

    public bool TakesLabels => Loss.Target == GraphTarget.Label;

    /// <summary>The lengths of all parameters, in the order of the flat vector, and how many numbers their layers add up.</summary>
    public IEnumerable<(int Length, int FanIn, bool IsFrozen)> Tensors =>
        _nodes.SelectMany(node => node.Tensors.Select(length => (length, node.FanIn, node.IsFrozen)));

    public int ParameterCount => Tensors.Sum(tensor => tensor.Length);

    /// <summary>Of one length, as a name that begins another's could not be told from it in the names of emitted files.</summary>
    public static string NameOf(int number) => FormattableString.Invariant($"Graph{number:D6}");

    public static RandomGraph Draw(int seed, int number, ConformancePass pass) => Draw(seed, number, pass, GraphPalette.All);

    public static RandomGraph Draw(int seed, int number, ConformancePass pass, GraphPalette palette)
    {
        var random = new Random(unchecked((seed * 7919) + number));
        var input = GraphDraft.DrawInput(random);
        var draft = new GraphDraft(random, input, palette);
        var layers = random.Next(1, palette.MostLayers + 1);

        // One kind in turn, so that a few graphs have them all; it waits until there is something for it to read.
        var wanted = palette.Layers[number % palette.Layers.Count];
        for (var (line, isThere) = (0, false); draft.Nodes.Count < layers || (!isThere && line < MostTries); line++)
        {
            // Many lines have weights: what is between them is only as interesting as what they make of it.
            var kind = !isThere && random.Next(2) == 0 ? wanted : palette.Layers[random.Next(palette.Layers.Count)];
            if ((draft.Nodes.Count >= layers ? wanted.Draw(draft) : random.Next(3) > 0 ? kind.Draw(draft) : draft.Plain()) is { } node)
            {
                draft.Append(node);
                isThere |= node.Attribute == wanted.Attribute;
            }
        }

        // In turn, so that a few graphs have them all.
        var loss = palette.Losses[number % palette.Losses.Count];
        End(draft, loss, palette);
        var (argument, rowLoss) = GraphLosses.Draw(loss, random);
        var isSum = palette.IsExact || random.Next(3) == 0;
        var lossArguments = string.Join(", ", new[] { argument, isSum ? "Reduction = Reduction.Sum" : "" }.Where(text => text.Length > 0));
        string[] declaration =
        [
            pass.Arithmetic is { } arithmetic ? $"[Network(Arithmetic = Arithmetic.{arithmetic})]" : "[Network]",
            input.Declaration,
            .. Layers(draft.Nodes, random),
            $"[{loss.Attribute}{(lossArguments.Length > 0 ? $"({lossArguments})" : "")}]",
            .. Optimizer(number, draft.Nodes),
        ];
        return new RandomGraph(NameOf(number), input, palette, draft, loss, rowLoss, isSum, declaration);
    }

    public string WriteText() => LearningAdapter.Write(ClassName, Declaration, TakesLabels, TakesIndices);

    public double[] Outputs(double[] parameters, double[] input, KinkWatch kinks)
    {
        var results = new List<double[]> { input };
        var offset = 0;
        foreach (var node in _nodes)
        {
            var length = node.Tensors.Sum();
            results.Add(node.Formula([.. node.Sources.Select(source => results[source])], parameters.AsSpan(offset, length), kinks));
            offset += length;
        }

        return results[^1];
    }

    /// <summary>The loss of a row; with Reduction.Sum it is not divided by the number of outputs either.</summary>
    public double LossOf(double[] outputs, double[] target, KinkWatch kinks) =>
        _rowLoss(outputs, target, kinks) / (Loss.DividesByOutputs && !IsSum ? OutputSize : 1);

    public override string ToString() => string.Join(Environment.NewLine, Declaration);

    private static void End(GraphDraft draft, GraphLoss loss, GraphPalette palette)
    {
        // A loss of vectors; losses at positions have tests of their own.
        foreach (var result in draft.Unread.Where(result => draft.ShapeOf(result).Axes != GraphAxes.Vector))
        {
            var pool = draft.Random.Next(2) == 0 ? "GlobalAvgPool" : "GlobalMaxPool";
            draft.Append(palette.IsExact || draft.ShapeOf(result).Size <= 2 * GraphDraft.LargestSize ? draft.Flatten(result) : draft.GlobalPool(pool, result));
        }

        // A result that nothing reads is an error of the declaration.
        if (draft.Unread.Length > 1)
        {
            draft.Append(draft.Concat(draft.Unread));
        }

        var units = GraphDraft.DrawSize(draft.Random);
        units = loss.ChoosesClasses ? Math.Max(2, units) : units;
        switch (loss.Ending)
        {
            case GraphEnding.Scores:
                draft.Append(draft.Dense(draft.Last, units, "Identity"));
                break;
            case GraphEnding.Probabilities:
                draft.Append(draft.Dense(draft.Last, units, "Sigmoid"));
                break;
            case GraphEnding.LogProbabilities:
                draft.Append(draft.Dense(draft.Last, units, "LogSoftmax"));
                break;
            default:
                if (draft.Random.Next(2) == 0)
                {
                    draft.Append(draft.Dense(draft.Last, units, draft.Activation()));
                }

                break;
        }
    }

    /// <summary>In turn as well, and another one whenever a loss comes back; where nothing learns, one would be a warning.</summary>
    private static IEnumerable<string> Optimizer(int number, IReadOnlyList<GraphNode> nodes)
    {
        var optimizer = Optimizers[(number + (number / GraphLosses.Available.Count)) % Optimizers.Length];
        return optimizer.Length > 0 && nodes.Any(node => node.Tensors.Length > 0 && !node.IsFrozen) ? [$"[{optimizer}]"] : [];
    }

    private static IEnumerable<string> Layers(IReadOnlyList<GraphNode> nodes, Random random)
    {
        // A name is needed where another line says it; where none does, some have one all the same.
        var saysFrom = nodes.Select((node, i) => !node.IsMerge && (node.Sources[0] != i || random.Next(4) == 0)).ToArray();
        var named = nodes.SelectMany((node, i) => node.IsMerge || saysFrom[i] ? node.Sources : []).ToHashSet();
        for (var i = 0; i < nodes.Count; i++)
        {
            var node = nodes[i];
            IEnumerable<string> arguments = node.IsMerge ? node.Sources.Select(Quoted) : node.Arguments.Length > 0 ? [node.Arguments] : [];
            if (named.Contains(i + 1) || random.Next(4) == 0)
            {
                arguments = arguments.Append($"Name = {Quoted(i + 1)}");
            }

            if (saysFrom[i])
            {
                arguments = arguments.Append($"From = {Quoted(node.Sources[0])}");
            }

            var text = string.Join(", ", arguments);
            yield return text.Length > 0 ? $"[{node.Attribute}({text})]" : $"[{node.Attribute}]";
        }

        static string Quoted(int result) => result == 0 ? "\"input\"" : $"\"v{result}\"";
    }
}
