using NeuralLearn.Compiled.Tests.Networks;

namespace NeuralLearn.Compiled.Tests.Programs;

public enum Gesture
{
    Rest,
    Circle,
    Shake,
    Swipe,
}

[Network, Input(64, 6, Kind = InputKind.Sequence), Standardize, Gru(24, Return = Return.Last), Dense(4), Classes(typeof(Gesture))]
[CrossEntropyLoss, Adam(LearningRate = 3e-3f)]
public sealed partial class Gestures;

/// <summary>Gestures on a wrist: learnt from recordings of different lengths, told sample by sample.</summary>
public sealed class GestureTests
{
    private const int Steps = 64;
    private const int Axes = 6;

    [Fact]
    public void Gestures_AreToldWhileTheyAreMade()
    {
        const int Rows = 80;
        var (x, y, lengths) = Recordings(1, Rows);
        var net = new Gestures(seed: 1);
        net.FitStandardize(x, lengths);
        for (var epoch = 0; epoch < 120; epoch++)
        {
            net.TrainBatch(new Gestures.Batch { Input = x, Label = y, Lengths = lengths });
        }

        var (others, expected, otherLengths) = Recordings(2, Rows);
        int told = 0, sure = 0;
        for (var row = 0; row < Rows; row++)
        {
            var watch = new Watch(net);
            var (last, confident) = (Gesture.Rest, false);
            for (var step = 0; step < otherLengths[row] && !confident; step++)
            {
                last = watch.OnSample(others.AsSpan(((row * Steps) + step) * Axes, Axes), out var confidence);
                confident = confidence > 0.95f;
            }

            told += last == expected[row] ? 1 : 0;
            sure += confident ? 1 : 0;
        }

        Assert.True(told >= 0.9 * Rows, $"{told} of {Rows} gestures were told.");
        Assert.True(sure >= 0.5 * Rows, $"{sure} of {Rows} before their end.");
    }

    /// <summary>For every length: the stream, the short row and the row of a batch that ends there.</summary>
    [Fact]
    public void Steps_AreTheWindowOfEveryLength()
    {
        var net = new Gestures(seed: 3);
        var (x, y, _) = Recordings(5, Steps);
        net.FitStandardize(x);
        float[] now = new float[4], window = new float[4], batch = new float[Steps * 4], probabilities = new float[4];

        // One recording in every row, ending one step later each.
        var row = x.AsSpan(0, Steps * Axes).ToArray();
        float[] rows = [.. Enumerable.Range(0, Steps).SelectMany(_ => row)];
        int[] lengths = [.. Enumerable.Range(1, Steps)];
        net.BackwardBatch(new Gestures.Batch { Input = rows, Label = y, Lengths = lengths, Output = batch });
        var state = default(Gestures.State);
        for (var step = 0; step < Steps; step++)
        {
            net.Step(row.AsSpan(step * Axes, Axes), ref state, now);
            net.Forward(row.AsSpan(0, (step + 1) * Axes), window);
            Assert.Equal(Numbers.Bits(window), Numbers.Bits(now));
            Assert.Equal(Numbers.Bits(window), Numbers.Bits(batch.AsSpan(step * 4, 4)));
            Categorical.Softmax(now, probabilities);
            Categorical.Softmax(now, now);
            Assert.Equal(probabilities, now);
        }
    }

    /// <summary>Many wrists, one network: each stream has the bits that it has alone, wherever it stands.</summary>
    [Fact]
    public void ManyStreams_AreEachAsAlone()
    {
        const int Count = 37;
        var net = new Gestures(seed: 3);
        var (x, _, _) = Recordings(5, Count);
        net.FitStandardize(x);
        var states = new Gestures.State[Count];
        var alone = new Gestures.State[Count];
        float[] samples = new float[Count * Axes], outputs = new float[Count * 4], one = new float[4];
        for (var step = 0; step < 20; step++)
        {
            for (var stream = 0; stream < Count; stream++)
            {
                x.AsSpan(((stream * Steps) + step) * Axes, Axes).CopyTo(samples.AsSpan(stream * Axes));
            }

            net.StepBatch(samples, states, outputs);
            for (var stream = 0; stream < Count; stream++)
            {
                net.Step(samples.AsSpan(stream * Axes, Axes), ref alone[stream], one);
                Assert.Equal(Numbers.Bits(one), Numbers.Bits(outputs.AsSpan(stream * 4, 4)));
            }
        }
    }

    /// <summary>Accelerations and turns, in units of very different size; a recording ends where its gesture does.</summary>
    private static (float[] X, Gesture[] Y, int[] Lengths) Recordings(ulong seed, int rows)
    {
        var random = new NetRandom(seed);
        var (x, y, lengths) = (new float[rows * Steps * Axes], new Gesture[rows], new int[rows]);
        for (var row = 0; row < rows; row++)
        {
            (y[row], lengths[row]) = ((Gesture)(row % 4), 24 + random.NextInt(41));
            var phase = random.NextInt(16);
            for (var step = 0; step < Steps; step++)
            {
                var sample = x.AsSpan(((row * Steps) + step) * Axes, Axes);
                var (wave, turn) = (Tent(step + phase, 16), Tent(step + phase + 4, 16));
                (float First, float Second, float Third) move = y[row] switch
                {
                    Gesture.Circle => (wave, turn, 0f),
                    Gesture.Shake => (0f, Tent(step + phase, 4), Tent(step + phase, 4)),
                    Gesture.Swipe => (2f * step / Steps, 0f, -1f),
                    _ => default,
                };
                (sample[0], sample[1], sample[2]) = (move.First, move.Second, 9.8f + move.Third);
                (sample[3], sample[4], sample[5]) = (100f * move.Second, 50f * move.Third, 80f * move.First);
                for (var axis = 0; axis < Axes; axis++)
                {
                    sample[axis] += (axis < 3 ? 0.2f : 10f) * random.NextNormal();
                }
            }
        }

        return (x, y, lengths);
    }

    /// <summary>From -1 to 1 and back.</summary>
    private static float Tent(int step, int period) => (4f * Math.Abs((step % period) - (period / 2f)) / period) - 1f;

    private sealed class Watch(Gestures net)
    {
        private Gestures.State _state;

        public Gesture OnSample(ReadOnlySpan<float> sixAxes, out float confidence)
        {
            Span<float> p = stackalloc float[4];
            net.Step(sixAxes, ref _state, p);
            Categorical.Softmax(p, p);
            var best = Categorical.Best(p);
            confidence = p[best];
            if (confidence > 0.95f)
            {
                _state = default;
            }

            return (Gesture)best;
        }
    }
}
