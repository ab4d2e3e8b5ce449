namespace NeuralLearn.Compiled.Quality.Tests.Learning;

/// <summary>A network whose class need not be known: what training and measuring need of it.</summary>
internal sealed class Learner
{
    private readonly int _outputSize;
    private readonly OnLabels _train;
    private readonly OnLabels _evaluate;
    private readonly RunRows _forward;

    private Learner(int outputSize, OnLabels train, OnLabels evaluate, RunRows forward)
    {
        _outputSize = outputSize;
        _train = train;
        _evaluate = evaluate;
        _forward = forward;
    }

    public delegate float OnLabels(ReadOnlySpan<float> inputs, ReadOnlySpan<int> labels);

    public delegate float OnTargets(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);

    public delegate void RunRows(ReadOnlySpan<float> inputs, Span<float> outputs);

    /// <summary>One score a class.</summary>
    public static Learner OfClasses(int classes, OnLabels train, OnLabels evaluate, RunRows forward) =>
        new(classes, train, evaluate, forward);

    /// <summary>One score; the class is 1 where it is positive.</summary>
    public static Learner OfYesOrNo(OnTargets train, OnTargets evaluate, RunRows forward) =>
        new(1, (inputs, labels) => train(inputs, Targets(labels)), (inputs, labels) => evaluate(inputs, Targets(labels)), forward);

    /// <summary>Mini-batch gradient descent; the rows are shuffled anew in every epoch and the last batch may be smaller.</summary>
    public void Fit(Rows rows, int epochs, int batchSize, Random random)
    {
        var order = Enumerable.Range(0, rows.Count).ToArray();
        for (var epoch = 0; epoch < epochs; epoch++)
        {
            random.Shuffle(order);
            var shuffled = rows.InOrder(order);
            for (var start = 0; start < rows.Count; start += batchSize)
            {
                var count = Math.Min(batchSize, rows.Count - start);
                _train(shuffled.InputsOf(start, count), shuffled.LabelsOf(start, count));
            }
        }
    }

    public double Loss(Rows rows) => _evaluate(rows.Inputs, rows.Labels);

    /// <summary>The share of rows whose class the network names.</summary>
    public double Accuracy(Rows rows)
    {
        var outputs = new float[rows.Count * _outputSize];
        _forward(rows.Inputs, outputs);
        var right = 0;
        for (var row = 0; row < rows.Count; row++)
        {
            right += ClassOf(outputs.AsSpan(row * _outputSize, _outputSize)) == rows.Labels[row] ? 1 : 0;
        }

        return (double)right / rows.Count;
    }

    private static int ClassOf(ReadOnlySpan<float> scores)
    {
        if (scores.Length == 1)
        {
            return scores[0] > 0 ? 1 : 0;
        }

        var best = 0;
        for (var i = 1; i < scores.Length; i++)
        {
            best = scores[i] > scores[best] ? i : best;
        }

        return best;
    }

    private static float[] Targets(ReadOnlySpan<int> labels)
    {
        var targets = new float[labels.Length];
        for (var row = 0; row < targets.Length; row++)
        {
            targets[row] = labels[row];
        }

        return targets;
    }
}
