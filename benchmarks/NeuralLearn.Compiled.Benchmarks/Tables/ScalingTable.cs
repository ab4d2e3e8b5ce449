using NeuralLearn.Compiled.Benchmarks.Measuring;

namespace NeuralLearn.Compiled.Benchmarks.Tables;

/// <summary>
/// Whether cost grows linearly: two dense layers of each width by batches of each size, in nanoseconds per multiply-add. From one width or
/// batch to the next, a multiply-add may become 2.2 times as dear at most.
/// </summary>
internal static class ScalingTable
{
    private const double Limit = 2.2;
    private static readonly int[] Widths = [16, 32, 64, 128, 256, 512];
    private static readonly int[] Rows = [1, 2, 3, 4, 7, 8, 16, 32, 33, 64, 128, 256];

    public static int Run()
    {
        var inputs = Numbers(1);
        var outputs = new float[Rows[^1] * Widths[^1]];
        var forward = new double[Widths.Length, Rows.Length];
        var training = new double[Widths.Length, Rows.Length];
        for (var i = 0; i < Widths.Length; i++)
        {
            var width = Widths[i];
            var (network, train) = Create(width);

            // Few rows and many take different ways.
            Timing.WarmUp([.. Rows.TakeWhile(rows => rows <= 8).SelectMany(rows => (Action<long>[])
            [
                count => Forward(network, inputs, outputs, rows * width, count),
                count => Train(train, inputs, rows * width, count),
            ])]);

            // What a call of the delegate adds is a nanosecond or two, which matters nowhere but in the first cell.
            for (var j = 0; j < Rows.Length; j++)
            {
                var size = Rows[j] * width;
                var pair = 2.0 * width * width * Rows[j];
                forward[i, j] = Timing.Least(count => Forward(network, inputs, outputs, size, count)) / pair;

                // Forward and gradients of weights in both layers, gradients of inputs in one.
                training[i, j] = Timing.Least(count => Train(train, inputs, size, count)) / (2.5 * pair);
            }
        }

        return Print("ForwardBatch", forward) & Print("TrainBatch", training) ? 0 : 1;
    }

    private static void Forward(INetwork network, float[] inputs, float[] outputs, int size, long count)
    {
        for (long i = 0; i < count; i++)
        {
            network.ForwardBatch(inputs.AsSpan(0, size), outputs.AsSpan(0, size));
        }
    }

    private static void Train(Train train, float[] inputs, int size, long count)
    {
        for (long i = 0; i < count; i++)
        {
            // The inputs are as good as any targets.
            train(inputs.AsSpan(0, size), inputs.AsSpan(0, size));
        }
    }

    private static bool Print(string title, double[,] cost)
    {
        Console.WriteLine($"{title}: ps per multiply-add, [w] -> Dense(w, ReLU) -> Dense(w)");
        Console.WriteLine($"  {"rows",8}" + string.Concat(Rows.Select(rows => $"{rows,9}")));
        for (var i = 0; i < Widths.Length; i++)
        {
            var cells = string.Concat(Enumerable.Range(0, Rows.Length).Select(j => $"{cost[i, j] * 1000,9:F2}"));
            Console.WriteLine($"  {"w = " + Widths[i],8}{cells}");
        }

        List<(double Ratio, string Pair)> pairs = [];
        for (var i = 0; i < Widths.Length; i++)
        {
            for (var j = 0; j < Rows.Length; j++)
            {
                if (j > 0)
                {
                    pairs.Add((cost[i, j] / cost[i, j - 1], $"{Rows[j - 1]} to {Rows[j]} rows at w = {Widths[i]}"));
                }

                if (i > 0)
                {
                    pairs.Add((cost[i, j] / cost[i - 1, j], $"w = {Widths[i - 1]} to {Widths[i]} at {Rows[j]} rows"));
                }
            }
        }

        var worst = pairs.OrderByDescending(pair => pair.Ratio).ToList();
        var holds = worst[0].Ratio <= Limit;
        Console.WriteLine($"  growth per multiply-add, at most {Limit}: {(holds ? "kept" : "NOT KEPT")}; the greatest are");
        foreach (var (ratio, pair) in worst.Take(4))
        {
            Console.WriteLine($"    {ratio:F2} from {pair}");
        }

        Console.WriteLine();
        return holds;
    }

    private static (INetwork Network, Train Train) Create(int width)
    {
        switch (width)
        {
            case 16:
                var width16 = new Width16(1);
                return (width16, (inputs, targets) => width16.TrainBatch(inputs, targets));
            case 32:
                var width32 = new Width32(1);
                return (width32, (inputs, targets) => width32.TrainBatch(inputs, targets));
            case 64:
                var width64 = new Width64(1);
                return (width64, (inputs, targets) => width64.TrainBatch(inputs, targets));
            case 128:
                var width128 = new Width128(1);
                return (width128, (inputs, targets) => width128.TrainBatch(inputs, targets));
            case 256:
                var width256 = new Width256(1);
                return (width256, (inputs, targets) => width256.TrainBatch(inputs, targets));
            default:
                var width512 = new Width512(1);
                return (width512, (inputs, targets) => width512.TrainBatch(inputs, targets));
        }
    }

    private static float[] Numbers(ulong seed)
    {
        var random = new NetRandom(seed);
        return [.. Enumerable.Range(0, Rows[^1] * Widths[^1]).Select(_ => (2f * random.NextSingle()) - 1f)];
    }
}

/// <summary>A training step of some network.</summary>
internal delegate float Train(ReadOnlySpan<float> inputs, ReadOnlySpan<float> targets);
