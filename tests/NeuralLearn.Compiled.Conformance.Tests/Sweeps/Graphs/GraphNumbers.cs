namespace NeuralLearn.Compiled.Conformance.Sweeps.Graphs;

/// <summary>Parameters and rows for a graph.</summary>
internal sealed class GraphNumbers
{
    /// <summary>A row this far from every kink stays on its side of it in single precision, and while differences are taken.</summary>
    private const double ClearOfKinks = 1e-4;

    private const int MostDraws = 200;

    private static readonly int[] RowCounts = [1, 2, 3, 5, 7, 8, 9, 33];

    private readonly RandomGraph _graph;

    public GraphNumbers(RandomGraph graph, int seed)
    {
        _graph = graph;
        var random = new Random(seed);
        Parameters = [.. graph.Tensors.SelectMany(tensor => graph.IsExact ? Whole(random, tensor.Length) : Uniform(random, tensor.Length, 1 / Math.Sqrt(tensor.FanIn)))];
        Rows = RowCounts[random.Next(RowCounts.Length - (graph.IsExact ? 1 : 0))];
        Input = new float[Rows * graph.InputSize];
        Target = new float[Rows * graph.OutputSize];
        Labels = new int[Rows];
        var exact = Array.ConvertAll(Parameters, value => (double)value);
        for (var row = 0; row < Rows; row++)
        {
            for (var draw = 0; draw < MostDraws; draw++)
            {
                DrawRow(row, random);
                var kinks = new KinkWatch();
                graph.LossOf(graph.Outputs(exact, InputOf(row), kinks), TargetOf(row), kinks);
                if (kinks.Nearest > ClearOfKinks)
                {
                    break;
                }
            }
        }

        OutputGradient = Numbers(random, graph.OutputSize);
    }

    public int Rows { get; }

    public float[] Parameters { get; }

    public float[] Input { get; }

    /// <summary>The inputs as indices, where the graph takes those.</summary>
    public int[] Indices => _graph.TakesIndices ? Array.ConvertAll(Input, value => (int)value) : [];

    /// <summary>For a label, 1 at the class: what the formulas take. The network gets <see cref="Labels"/> then.</summary>
    public float[] Target { get; }

    public int[] Labels { get; }

    /// <summary>Something to send back through the network in evaluation.</summary>
    public float[] OutputGradient { get; }

    public double[] InputOf(int row) => Exact(Input.AsSpan(row * _graph.InputSize, _graph.InputSize));

    public double[] TargetOf(int row) => Exact(Target.AsSpan(row * _graph.OutputSize, _graph.OutputSize));

    public static double[] Exact(ReadOnlySpan<float> values) => Array.ConvertAll(values.ToArray(), value => (double)value);

    private static float[] Uniform(Random random, int count, double bound, double middle = 0)
    {
        var values = new float[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = (float)(middle + (bound * ((random.NextDouble() * 2) - 1)));
        }

        return values;
    }

    /// <summary>So small that sums over some layers are exact.</summary>
    private static float[] Whole(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => (float)random.Next(-1, 2))];

    private float[] Numbers(Random random, int count) => _graph.IsExact ? Whole(random, count) : Uniform(random, count, 1);

    private void DrawRow(int row, Random random)
    {
        var input = Numbers(random, _graph.InputSize);
        input = _graph.TakesIndices ? Array.ConvertAll(input, _ => (float)random.Next(_graph.IndexCount)) : input;
        input.CopyTo(Input, row * _graph.InputSize);
        Labels[row] = random.Next(_graph.OutputSize);
        DrawTarget(row, random).CopyTo(Target, row * _graph.OutputSize);
    }

    private float[] DrawTarget(int row, Random random)
    {
        switch (_graph.Loss.Target)
        {
            case GraphTarget.Label:
                var oneHot = new float[_graph.OutputSize];
                oneHot[Labels[row]] = 1;
                return oneHot;
            case GraphTarget.Distribution:
                var shares = Uniform(random, _graph.OutputSize, 0.5, 0.5);
                var sum = shares.Sum();
                return Array.ConvertAll(shares, share => share / sum);
            case GraphTarget.Shares:
                return Uniform(random, _graph.OutputSize, 0.5, 0.5);
            default:
                return Numbers(random, _graph.OutputSize);
        }
    }
}
